//! An image that somebody chose becomes a logo: pixels alone, no bigger than print needs. What else
//! it held (scripts, links, where a photo was taken) goes no further; nothing it names is read.

use std::io::Cursor;
use std::sync::Arc;

use epure_engine::dossier::Logo;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Resampling;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

/// Most bytes of the chosen file.
const MOST_BYTES: usize = 4 << 20;
/// Most pixels a side of the chosen image.
const MOST_SIDE: u32 = 10_000;
/// Most memory to decode it, in bytes.
const MOST_MEMORY: u64 = 512 << 20;
/// Pixels of the longer side of the logo: sharp in print at some four centimetres.
const SIDE: u32 = 800;

/// The font of words whose own font is not there.
const FONT: &str = "Libertinus Serif";

/// Why an image cannot be a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// The file is too heavy.
    #[error("the image is bigger than {} MiB", MOST_BYTES >> 20)]
    TooBig,
    /// It is no PNG, JPEG or SVG, a damaged or an empty one.
    #[error("no readable PNG, JPEG or SVG image")]
    Unreadable,
}

/// Makes a logo of a PNG, JPEG or SVG file's bytes. The same bytes give the same logo.
///
/// # Errors
/// [`LogoError`].
pub fn logo(bytes: &[u8]) -> Result<Logo, LogoError> {
    if bytes.len() > MOST_BYTES {
        return Err(LogoError::TooBig);
    }
    let image = match image::guess_format(bytes) {
        Ok(ImageFormat::Png | ImageFormat::Jpeg) => decoded(bytes)?,
        _ => drawn(bytes).ok_or(LogoError::Unreadable)?,
    };
    if image.pixels().all(|pixel| pixel.0.last() == Some(&0)) {
        return Err(LogoError::Unreadable);
    }
    let (width, height) = (image.width(), image.height());
    let mut png = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::Adaptive);
    image.write_with_encoder(encoder).map_err(|_| LogoError::Unreadable)?;
    Ok(Logo { png, width, height })
}

/// A photograph or picture, turned upright, brought down to size.
fn decoded(bytes: &[u8]) -> Result<RgbaImage, LogoError> {
    let unreadable = |_| LogoError::Unreadable;
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| LogoError::Unreadable)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let upright = decoder.orientation().map_err(unreadable)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    image.apply_orientation(upright);
    let fits = image.width().max(image.height()) <= SIDE;
    let image = if fits { image } else { image.resize(SIDE, SIDE, Resampling::Lanczos3) };
    Ok(image.to_rgba8())
}

/// A drawing, drawn at that size.
fn drawn(bytes: &[u8]) -> Option<RgbaImage> {
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            // A drawing may hold images, never name files of this computer.
            resolve_string: Box::new(|_, _| None),
            ..ImageHrefResolver::default()
        },
        fontdb: Arc::new(fonts()),
        ..Options::default()
    };
    let tree = Tree::from_data(bytes, &options).ok()?;
    let size = tree.size();
    let (wide, high) = (size.width(), size.height());
    let scale = SIDE as f32 / wide.max(high);
    let side = |length: f32| (length * scale).round().clamp(1.0, SIDE as f32) as u32;
    let mut pixels = Pixmap::new(side(wide), side(high))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let (width, height) = (pixels.width(), pixels.height());
    let plain = pixels.take_demultiplied();
    RgbaImage::from_raw(width, height, plain)
}

/// The fonts that the program carries.
fn fonts() -> fontdb::Database {
    let mut fonts = fontdb::Database::new();
    for (font, _) in typst_kit::fonts::embedded() {
        fonts.load_font_data(font.data().to_vec());
    }
    // What stands for a font that the program does not carry.
    fonts.set_serif_family(FONT);
    fonts
}
