//! Styles by number: what font and fill a cell's style gives it (ECMA-376, 18.8), theme colours and
//! their tints resolved.

use super::super::ooxml::xml::{self, Node, Tag};
use super::CellLook;

/// Theme colours in the order in which cells number them (18.8.3: light before dark).
const ORDER: [usize; 12] = [1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11];

type Colour = [u8; 3];

/// Looks by style number.
pub(super) struct Palette(Vec<CellLook>);

impl Palette {
    /// Of a styles part and a theme part; either may be empty.
    pub(super) fn of(styles: &str, theme: &str) -> Self {
        let theme = theme_colours(theme);
        let (mut bold, mut fills, mut looks) = (Vec::<bool>::new(), Vec::new(), Vec::new());
        let (mut section, mut solid) = (String::new(), false);
        xml::walk(styles, |node| match node {
            Node::Start(tag) => match (section.as_str(), tag.name().as_str()) {
                (_, name @ ("fonts" | "fills" | "cellXfs")) => name.clone_into(&mut section),
                ("fonts", "font") => bold.push(false),
                ("fonts", "b") => bold.iter_mut().last().into_iter().for_each(|b| *b = is_on(&tag)),
                ("fills", "fill") => fills.push(None),
                ("fills", "patternFill") => {
                    solid = tag.get("patternType").as_deref() == Some("solid")
                }
                ("fills", "fgColor") if solid => {
                    fills.iter_mut().last().into_iter().for_each(|f| *f = colour(&tag, &theme));
                }
                ("cellXfs", "xf") => {
                    let number = |name| tag.get(name).and_then(|n| n.parse::<usize>().ok());
                    looks.push(CellLook {
                        fill: number("fillId").and_then(|at| fills.get(at).copied().flatten()),
                        bold: number("fontId")
                            .and_then(|at| bold.get(at).copied())
                            .unwrap_or(false),
                    });
                }
                _ => {}
            },
            Node::End(name) if name == section => section.clear(),
            Node::End(_) | Node::Text(_) => {}
        });
        Self(looks)
    }

    /// The look of that style.
    pub(super) fn cell(&self, style: usize) -> Option<CellLook> {
        self.0.get(style).copied()
    }
}

fn is_on(tag: &Tag<'_>) -> bool {
    !matches!(tag.get("val").as_deref(), Some("0" | "false"))
}

/// The theme's twelve colours, as cells number them.
fn theme_colours(theme: &str) -> Vec<Colour> {
    let (mut inside, mut colours) = (false, Vec::new());
    xml::walk(theme, |node| match node {
        Node::Start(tag) if tag.name() == "clrScheme" => inside = true,
        Node::Start(tag) if inside => {
            let value = tag.get("lastClr").or_else(|| tag.get("val"));
            colours.extend(value.and_then(|value| hexadecimal(&value)));
        }
        Node::End(name) if name == "clrScheme" => inside = false,
        _ => {}
    });
    ORDER.iter().map_while(|at| colours.get(*at).copied()).collect()
}

fn colour(tag: &Tag<'_>, theme: &[Colour]) -> Option<Colour> {
    let plain = match tag.get("rgb") {
        Some(rgb) => hexadecimal(&rgb)?,
        None => *theme.get(tag.get("theme")?.parse::<usize>().ok()?)?,
    };
    let tint = tag.get("tint").and_then(|tint| tint.parse::<f32>().ok()).unwrap_or(0.0);
    Some(plain.map(|part| tinted(part, tint.clamp(-1.0, 1.0))))
}

/// Towards white for a positive tint, towards black for a negative one (18.8.3, channel by channel).
fn tinted(part: u8, tint: f32) -> u8 {
    let part = f32::from(part);
    let moved = if tint < 0.0 { part * (1.0 + tint) } else { part + (255.0 - part) * tint };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0 to 255")]
    let moved = moved.round() as u8;
    moved
}

/// `FF1F4E5F` or `1F4E5F`.
fn hexadecimal(text: &str) -> Option<Colour> {
    let digits = text.get(text.len().checked_sub(6)?..)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}
