/** A person's own words on recorded data: found as plain words, without the host's rules. */
import type { OwnSentence, OwnWords, TriedSentence } from '../bindings/types.ts';

export function tried(words: OwnWords, sentence: OwnSentence): TriedSentence {
  const text = sentence.text.toLowerCase();
  const spared = words.spared.some((word) => text.includes(word.toLowerCase()));
  const found = words.flagged.flatMap(({ text: word, category }) => {
    const start = text.indexOf(word.toLowerCase());
    return start < 0 || spared ? [] : [{ start, end: start + word.length, category }];
  });
  return { sentence, found, as_wanted: found.length > 0 === sentence.flagged };
}
