//! A document as docx (ECMA-376): real styles, a table of contents that opens filled, header and
//! footer, the document's language and title. The parts that never change lie in `parts/`.

mod body;

use std::io::{Cursor, Write};

use epure_engine::dossier::{Document, Logo};
use epure_engine::messages::Lang;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::PaperError;
use crate::xml::escape;

const CONTENT_TYPES: &str = include_str!("parts/content_types.xml");
const RELATIONS: &str = include_str!("parts/rels.xml");
const DOCUMENT_RELATIONS: &str = include_str!("parts/document_rels.xml");
const LOGO_RELATION: &str = r#"<Relationship Id="rIdLogo" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/logo.png"/>"#;
const STYLES: &str = include_str!("parts/styles.xml");
const NUMBERING: &str = include_str!("parts/numbering.xml");
const SETTINGS: &str = include_str!("parts/settings.xml");
const FOOTER: &str = include_str!("parts/footer.xml");
const HEADER: &str = include_str!("parts/header.xml");
const CORE: &str = include_str!("parts/core.xml");

/// Makes the docx, with the company's logo if there is one.
///
/// # Errors
/// The package could not be assembled.
pub fn docx(document: &Document, logo: Option<&Logo>) -> Result<Vec<u8>, PaperError> {
    let language = match document.lang {
        Lang::Fr => "fr-FR",
        Lang::En => "en-GB",
    };
    let footer = FOOTER.replace("{page}", &escape(&document.page));
    let header = HEADER
        .replace("{company}", &escape(&document.company))
        .replace("{title}", &escape(&document.title));
    let core = CORE
        .replace("{title}", &escape(&document.title))
        .replace("{company}", &escape(&document.company))
        .replace("{language}", language)
        .replace("{day}", &document.on.to_string());
    let texts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core),
        ("word/document.xml", body::document(document, logo)),
        ("word/_rels/document.xml.rels", relations(logo)),
        ("word/styles.xml", STYLES.replace("{language}", language)),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/header1.xml", header),
        ("word/footer1.xml", footer),
    ];
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed moment: the same document gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let texts = texts.iter().map(|(name, text)| (*name, text.as_bytes()));
    let image = logo.map(|logo| ("word/media/logo.png", logo.png.as_slice()));
    for (name, content) in texts.chain(image) {
        package.start_file(name, options)?;
        package.write_all(content)?;
    }
    Ok(package.finish()?.into_inner())
}

/// The document's relations; the logo's comes last.
fn relations(logo: Option<&Logo>) -> String {
    let image = match logo {
        Some(_) => LOGO_RELATION,
        None => "",
    };
    DOCUMENT_RELATIONS.replace("{logo}", image)
}
