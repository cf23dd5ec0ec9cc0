//! The trend chart: a city price with its markets, reference prices, surges
//! and suspect values.

use super::frame::{Frame, HEIGHT, WIDTH};
use super::input::Trend;
use super::label::Clutter;
use super::pen::{Drawn, Pen};
use super::sink::Sink;
use super::svg::Root;
use super::{canvas::whole, ends, ground, marks, reference};
use lumbung_data::model::page::Chart;
use lumbung_data::model::{Lang, rupiah};

/// The chart for a page: its looks are left to the style sheet.
#[must_use]
pub fn trend(input: &Trend, lang: Lang) -> Chart {
    trend_as(input, lang, Sink::Classes)
}

/// The chart with its looks carried as `sink` says.
#[must_use]
pub fn trend_as(input: &Trend, lang: Lang, sink: Sink) -> Chart {
    let frame = Frame::new(input, lang);
    let mut drawing = layer(&frame, sink, ground);
    if sink == Sink::Classes && frame.axis.is_some() {
        // Only narrow windows show it, which the style sheet decides.
        drawing.push_str("<g class=\"axis-echo\" aria-hidden=\"true\">");
        drawing.push_str(&layer(&frame, sink, ground::echoes));
        drawing.push_str("</g>");
    }
    drawing.push_str(&layer(&frame, sink, lines));
    let root = Root {
        id: &input.id,
        title: &input.title,
        description: &description(&frame),
        size: (whole(WIDTH).unsigned_abs(), whole(HEIGHT).unsigned_abs()),
    };
    Chart { svg: root.wrap(&drawing, sink), title: input.title.clone(), scale: frame.scale }
}

/// What a step draws, as text.
fn layer(frame: &Frame, sink: Sink, draw: fn(&Pen, &Frame) -> Drawn) -> String {
    let mut drawing = String::new();
    if let Err(error) = draw(&Pen::new(&mut drawing, sink, &frame.scale), frame) {
        tracing::error!(%error, chart = frame.input.id, "a chart is incomplete");
    }
    drawing
}

/// What lies under the lines, or that there are none.
fn ground(pen: &Pen, frame: &Frame) -> Drawn {
    if frame.axis.is_none() {
        ground::days(pen, frame)?;
        return ground::nothing(pen, frame);
    }
    ground::surges(pen, frame)?;
    reference::bands(pen, frame)?;
    ground::prices(pen, frame)?;
    ground::days(pen, frame)?;
    reference::ceilings(pen, frame)
}

/// The lines and what is written at them.
fn lines(pen: &Pen, frame: &Frame) -> Drawn {
    if frame.axis.is_none() {
        return Ok(());
    }
    let mut clutter = Clutter::new(frame.plot());
    for line in &frame.lines {
        marks::line(pen, frame, line, &mut clutter)?;
    }
    marks::suspects(pen, frame, &mut clutter)?;
    ends::labels(pen, frame, &mut clutter)?;
    reference::labels(pen, frame, &mut clutter)
}

/// The caller's description and what the drawing adds to it.
fn description(frame: &Frame) -> String {
    let mut sentences = vec![frame.input.description.trim().to_owned()];
    match &frame.axis {
        None => sentences.push(ground::empty_sentence(frame.lang).to_owned()),
        Some(axis) if axis.low > 0.0 => {
            let low = rupiah(axis.low, frame.lang);
            sentences.push(match frame.lang {
                Lang::Id => format!("Sumbu harga dimulai dari {low}, bukan dari nol."),
                Lang::En => format!("The price axis starts at {low}, not at zero."),
            });
        }
        Some(_) => {}
    }
    sentences.extend(marks::suspects_sentence(frame));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::super::input::Line;
    use super::*;
    use lumbung_data::model::page::ChartScale;

    fn line(label: &str, points: impl IntoIterator<Item = (i32, f64)>) -> Line {
        Line { label: label.to_owned(), points: points.into_iter().collect() }
    }

    fn sample() -> Trend {
        let wave = |day: i32| 40_000.0 + 15_000.0 * (f64::from(day) / 40.0).sin();
        Trend {
            id: "cabai".to_owned(),
            title: "Cabai rawit merah naik 12,0%".to_owned(),
            description: "Harga harian.".to_owned(),
            unit: "kg".to_owned(),
            first_day: 19_000,
            last_day: 19_366,
            city: line("Kota Bandung", (19_000..=19_366).map(|day| (day, wave(day)))),
            markets: vec![
                line("Kosambi", (19_000..=19_366).map(|day| (day, wave(day) * 1.02))),
                line("Kiara Condong", (19_000..=19_200).map(|day| (day, wave(day) * 0.97))),
            ],
            references: vec![(0, 99_999, Some(40_000.0), 57_000.0, "HAP".to_owned())],
            surges: vec![(19_050, 19_100, false), (19_330, 19_340, true)],
            suspects: vec![(19_120, 45_000.0), (19_150, 443_500.0)],
        }
    }

    fn checked(input: &Trend) -> Chart {
        let chart = trend(input, Lang::Id);
        for svg in [&chart.svg, &trend_as(input, Lang::En, Sink::Resolved).svg] {
            is_well_formed(svg);
            is_plain(svg);
        }
        let ChartScale { left, right, top, bottom, first_day, last_day, low, high, width, height } = chart.scale;
        assert!(0.0 < left && left < right && right < width && 0.0 < top && top < bottom && bottom < height);
        assert!(first_day < last_day && low < high && low.is_finite() && high.is_finite());
        chart
    }

    /// The points of every path of a class.
    fn paths(svg: &str, class: &str) -> Vec<Vec<(f64, f64)>> {
        let numbers = |path: &str| -> Vec<f64> {
            path.split(['M', 'L', 'Z', ' ']).filter(|text| !text.is_empty()).map(|text| text.parse().unwrap()).collect()
        };
        svg.split(&format!("class=\"{class}\" d=\""))
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(|path| numbers(path).chunks_exact(2).map(|pair| (pair[0], pair[1])).collect())
            .collect()
    }

    #[test]
    fn a_line_starts_and_ends_where_the_scale_says() {
        let input = sample();
        let Chart { svg, scale, .. } = checked(&input);
        let path = &paths(&svg, "c-city")[0];
        for ((x, y), (day, price)) in [(path[0], input.city.points[0]), (path[path.len() - 1], input.city.points[366])]
        {
            let across = f64::from(day - scale.first_day) / f64::from(scale.last_day - scale.first_day);
            let up = (price - scale.low) / (scale.high - scale.low);
            assert!((x - (scale.left + across * (scale.right - scale.left))).abs() <= 0.1, "{x}");
            assert!((y - (scale.bottom - up * (scale.bottom - scale.top))).abs() <= 0.1, "{y}");
        }
    }

    #[test]
    fn an_empty_chart_says_so() {
        let svg = checked(&Trend::default()).svg;
        assert_eq!(svg.matches("Belum ada data harga pada rentang waktu ini.").count(), 2);
        let only_references = Trend { city: Line::default(), markets: vec![], suspects: vec![], ..sample() };
        assert!(trend(&only_references, Lang::En).svg.contains("There are no prices in this period yet."));
    }

    #[test]
    fn one_point_is_a_dot_and_a_constant_price_a_level_line() {
        let alone = |points: Vec<(i32, f64)>| Trend { city: line("Kota", points), markets: vec![], ..sample() };
        let svg = checked(&alone(vec![(19_100, 14_500.0)])).svg;
        assert!(paths(&svg, "c-city").is_empty() && svg.contains("<circle class=\"f-city\""));
        let svg = checked(&alone((19_000..19_300).map(|day| (day, 14_500.0)).collect())).svg;
        let path = &paths(&svg, "c-city")[0];
        assert!(path.len() == 2 && (path[0].1 - path[1].1).abs() < f64::EPSILON);
    }

    #[test]
    fn a_page_chart_repeats_the_price_labels_for_narrow_windows_and_a_file_chart_does_not() {
        let svg = checked(&sample()).svg;
        let echo = svg.split("class=\"axis-echo\"").nth(1).and_then(|rest| rest.split("</g>").next()).unwrap();
        assert!(echo.contains("text-anchor=\"end\">Rp40.000</text>"));
        assert!(!trend_as(&sample(), Lang::Id, Sink::Resolved).svg.contains("axis-echo"));
        assert!(!checked(&Trend::default()).svg.contains("axis-echo"));
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let mut input = sample();
        input.city.points.retain(|(day, _)| !(19_100..19_120).contains(day));
        assert_eq!(paths(&checked(&input).svg, "c-city").len(), 2);
    }

    #[test]
    fn what_is_no_number_never_reaches_the_drawing() {
        let mut input = sample();
        for (position, bad) in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -5.0, 1e300].into_iter().enumerate() {
            input.city.points[position * 20].1 = bad;
            input.suspects.push((19_010, bad));
            input.references.push((19_000, 19_100, Some(bad), bad, "HET".to_owned()));
        }
        checked(&input);
        for (first, last) in [(0, 0), (5, -5), (i32::MIN, i32::MAX), (i32::MAX, i32::MAX), (0, 1)] {
            checked(&Trend { first_day: first, last_day: last, ..input.clone() });
        }
        let everywhere = (i32::MIN, i32::MAX);
        checked(&Trend {
            first_day: i32::MIN,
            last_day: i32::MAX,
            surges: vec![(everywhere.0, everywhere.1, true), (9, 3, false)],
            references: vec![(everywhere.0, everywhere.1, None, 5e8, String::new())],
            ..input
        });
    }

    #[test]
    fn texts_are_escaped_and_long_labels_cut() {
        let mut input = sample();
        input.title = "<script>alert(1)</script>".to_owned();
        input.id = "a\" onload=\"x".to_owned();
        input.city.label = "Kota <b>Bandung</b> & sekitarnya yang amat sangat luas".to_owned();
        input.markets[0].label = "]]> \u{0}&amp;".to_owned();
        let svg = checked(&input).svg;
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains("\" onload"));
        assert!(svg.contains("Kota &lt;b&gt;") && svg.contains('…'));
    }

    #[test]
    fn the_root_names_and_describes_the_chart_under_its_own_ids() {
        let svg = checked(&sample()).svg;
        assert!(svg.starts_with(
            "<svg class=\"chart\" viewBox=\"0 0 960 420\" role=\"img\" aria-labelledby=\"cabai-title\" \
             aria-describedby=\"cabai-desc\"><title id=\"cabai-title\">Cabai rawit merah naik 12,0%</title>\
             <desc id=\"cabai-desc\">Harga harian. Sumbu harga dimulai dari Rp20.000, bukan dari nol. 2 nilai janggal"
        ));
        assert_eq!(svg.matches(" id=\"").count(), svg.matches(" id=\"cabai-").count());
    }

    #[test]
    fn a_page_chart_carries_classes_only_and_a_file_chart_none() {
        let page = trend(&sample(), Lang::Id).svg;
        assert!(!page.contains('#') && !page.contains("fill=") && !page.contains("stroke="));
        let file = trend_as(&sample(), Lang::Id, Sink::Resolved).svg;
        assert_eq!(file.matches("class=").count(), 1);
    }

    #[test]
    fn a_far_suspect_value_stands_at_the_edge_and_does_not_flatten_the_prices() {
        let chart = checked(&sample());
        assert!(chart.scale.high < 100_000.0);
        assert_eq!(paths(&chart.svg, "f-suspect").len(), 1);
        assert!(chart.svg.contains("<circle class=\"c-suspect\"") && chart.svg.contains("nilai janggal Rp443.500"));
    }

    #[test]
    fn a_near_reference_widens_the_scale_and_a_far_one_is_only_named() {
        let near = checked(&sample());
        assert!(near.scale.high >= 57_000.0 && near.svg.contains(">HAP Rp40.000–57.000<"));
        let far = Trend { references: vec![(0, 99_999, None, 300_000.0, "HAP".to_owned())], ..sample() };
        let far = checked(&far);
        assert!(far.scale.high < 100_000.0 && far.svg.contains(">↑ HAP Rp300.000<"));
        assert!(paths(&far.svg, "c-reference").is_empty());
    }

    #[test]
    fn a_running_surge_reaches_the_right_edge() {
        let Chart { svg, scale, .. } = checked(&sample());
        let spans = paths(&svg, "f-span");
        assert_eq!(spans.len(), 2);
        assert!((spans[1][1].0 - scale.right).abs() < 0.05 && spans[0][1].0 < scale.right);
        assert!(svg.contains(">lonjakan<"));
    }
}
