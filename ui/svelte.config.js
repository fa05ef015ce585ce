import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** Components are written with runes only. */
export default { preprocess: vitePreprocess(), compilerOptions: { runes: true } };
