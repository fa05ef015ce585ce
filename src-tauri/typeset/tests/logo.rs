//! Images that people choose as their logo: what passes, what is refused, what goes no further.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "test helpers may fail the test"
)]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use epure_typeset::{LogoError, logo};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = DynamicImage::from(RgbaImage::from_pixel(width, height, Rgba([31, 58, 77, 255])));
    let image = if format == ImageFormat::Jpeg { image.to_rgb8().into() } else { image };
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn pixels(png: &[u8]) -> RgbaImage {
    image::load_from_memory_with_format(png, ImageFormat::Png).unwrap().to_rgba8()
}

#[test]
fn pictures_become_small_pngs_of_the_same_shape() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let small = logo(&picture(300, 120, format)).unwrap();
        assert_eq!((small.width, small.height), (300, 120));
        let big = logo(&picture(3000, 1500, format)).unwrap();
        assert_eq!((big.width, big.height), (800, 400));
        let image = pixels(&big.png);
        assert_eq!((image.width(), image.height()), (800, 400));
        assert_eq!(image.get_pixel(400, 200).0[3], 255);
        assert_eq!(big, logo(&picture(3000, 1500, format)).unwrap(), "the same each time");
    }
}

#[test]
fn a_drawing_is_drawn_and_names_no_file_of_this_computer() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let secret = folder.join("secret.png");
    fs::write(&secret, picture(10, 10, ImageFormat::Png)).unwrap();
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 200 100">
        <rect width="100" height="100" fill="#c77700"/><script>alert(1)</script>
        <image x="100" width="100" height="100" x:href="{}"/></svg>"##,
        secret.display()
    );
    let drawn = logo(svg.as_bytes()).unwrap();
    assert_eq!((drawn.width, drawn.height), (800, 400));
    let image = pixels(&drawn.png);
    assert_eq!(image.get_pixel(200, 200).0, [199, 119, 0, 255]);
    assert_eq!(image.get_pixel(600, 200).0[3], 0, "the named file is not read");
    let words = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text y="15">Logo</text></svg>"#;
    let written = pixels(&logo(words.as_bytes()).unwrap().png);
    assert!(written.pixels().any(|pixel| pixel.0[3] > 0), "words are drawn too");
}

#[test]
fn what_is_no_image_or_too_much_of_one_is_refused() {
    for bytes in [
        &b""[..],
        b"logo",
        b"%PDF-1.7",
        b"<svg></svg>",
        b"GIF89a",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"",
    ] {
        assert_eq!(
            logo(bytes).err(),
            Some(LogoError::Unreadable),
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
    let whole = picture(64, 64, ImageFormat::Png);
    assert_eq!(logo(&whole[..whole.len() / 2]).err(), Some(LogoError::Unreadable));
    assert_eq!(logo(&vec![0; (4 << 20) + 1]).err(), Some(LogoError::TooBig));
}
