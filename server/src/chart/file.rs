//! The trend chart as a file that stands alone: its finding on top, where it
//! comes from below. As SVG with its own colours, and as a picture of that.

use super::canvas::whole;
use super::frame::{Frame, HEIGHT, WIDTH};
use super::input::Trend;
use super::sink::Sink;
use super::svg::{Root, escape};
use super::text::{self, SIZE};
use super::token::Token;
use super::trend::{description, drawing};
use lumbung_data::model::Lang;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

const EDGE: f64 = 20.0;
const TITLE: f64 = 18.0;
const TITLE_LINE: f64 = 24.0;
const NOTE_LINE: f64 = 18.0;

/// How much larger the picture is than the drawing.
const LARGER: f32 = 2.0;

/// The typeface of pictures and of the weekly sheet, regular and bold (SIL Open Font
/// License 1.1, see `fonts/LICENSE.txt`).
pub(crate) const FACES: [&[u8]; 2] = [include_bytes!("fonts/plex-400.ttf"), include_bytes!("fonts/plex-600.ttf")];

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for face in FACES {
        fonts.load_font_data(face.to_vec());
    }
    fonts.set_sans_serif_family("IBM Plex Sans");
    Arc::new(fonts)
});

/// A chart that leaves the page.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// What it shows.
    pub input: &'a Trend,
    /// The language of everything written.
    pub lang: Lang,
    /// What stands below it, line by line: sources and version.
    pub notes: &'a [String],
}

/// The file as SVG.
#[must_use]
pub fn svg(file: &File<'_>) -> String {
    let frame = Frame::new(file.input, file.lang);
    let title = lines(&file.input.title, TITLE, true);
    let notes: Vec<String> = file.notes.iter().flat_map(|note| lines(note, SIZE, false)).collect();
    let mut out = String::new();
    let mut down = EDGE;
    for line in &title {
        down += TITLE_LINE;
        words(&mut out, line, (down - 6.0, TITLE), Token::Text, true);
    }
    down += 10.0;
    // Writing to a string cannot fail.
    let _ = write!(out, "<g transform=\"translate({EDGE:.0} {down:.0})\">{}</g>", drawing(&frame, Sink::Resolved));
    down += HEIGHT + 4.0;
    for note in &notes {
        down += NOTE_LINE;
        words(&mut out, note, (down - 4.0, SIZE), Token::Muted, false);
    }
    let root = Root {
        id: &file.input.id,
        title: &file.input.title,
        description: &description(&frame),
        size: (whole(WIDTH + 2.0 * EDGE).unsigned_abs(), whole(down + EDGE).unsigned_abs()),
    };
    root.wrap(&out, Sink::Resolved)
}

/// The picture of an SVG of ours, as PNG.
///
/// # Errors
/// When it cannot be drawn; why.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let options = Options { fontdb: Arc::clone(&FONTS), font_family: "IBM Plex Sans".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size().scale_by(LARGER).ok_or("the chart is too large")?;
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or("the chart is too large")?;
    resvg::render(&tree, Transform::from_scale(LARGER, LARGER), &mut picture.as_mut());
    picture.encode_png().map_err(|error| error.to_string())
}

fn words(out: &mut String, text: &str, (y, size): (f64, f64), token: Token, bold: bool) {
    let weight = if bold { " font-weight=\"600\"" } else { "" };
    let _ = write!(
        out,
        "<text x=\"{EDGE:.0}\" y=\"{y:.0}\" font-size=\"{size:.0}\" fill=\"{}\"{weight}>{}</text>",
        token.light(),
        escape(text)
    );
}

/// A text in lines that fit.
fn lines(text: &str, size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text::width(&format!("{line} {word}"), size, bold) <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::super::input::Line;
    use super::*;

    fn input(title: &str) -> Trend {
        Trend {
            id: "cabai".to_owned(),
            title: title.to_owned(),
            unit: "kg".to_owned(),
            first_day: 19_000,
            last_day: 19_100,
            main: Line { label: "Bandung".to_owned(), points: vec![(19_000, 10_000.0), (19_100, 14_000.0)] },
            ..Trend::default()
        }
    }

    #[test]
    fn a_file_says_what_it_shows_and_where_it_comes_from() {
        let input = input(&"Cabai <rawit> naik 12,0% ".repeat(8));
        let notes = ["Sumber: PIHPS.".to_owned(), "Lumbung, versi 7".to_owned()];
        let svg = svg(&File { input: &input, lang: Lang::Id, notes: &notes });
        is_well_formed(&svg);
        is_plain(&svg);
        assert!(svg.contains("Cabai &lt;rawit&gt;") && svg.contains(">Sumber: PIHPS.</text>"));
        assert!(svg.matches("font-weight=\"600\" ").count() + svg.matches("font-weight=\"600\">").count() >= 2);
        assert!(!svg.contains("class=\"c-"));
    }

    #[test]
    fn a_picture_is_twice_as_large_and_has_words_in_it() {
        let dark = |title: &str| {
            let input = input(title);
            let bytes = png(&svg(&File { input: &input, lang: Lang::Id, notes: &[] })).unwrap();
            let picture = Pixmap::decode_png(&bytes).unwrap();
            assert_eq!(picture.width(), 2000);
            picture.pixels().iter().filter(|pixel| pixel.red() < 128).count()
        };
        assert!(dark("Cabai rawit merah") > dark("") + 200);
        assert!(png("<svg").is_err());
    }
}
