//! The trend chart: a price with what is beside it, reference prices, surges and
//! warnings, feasts, its outlook, suspect values and missing reports.

use super::frame::{Frame, HEIGHT, WIDTH};
use super::input::Trend;
use super::label::Clutter;
use super::pen::{Drawn, Pen};
use super::sink::Sink;
use super::svg::Root;
use super::{acts, canvas::whole, ends, fan, feasts, flags, ground, marks, reference, silence};
use lumbung_data::model::Lang;
use lumbung_data::model::chart::Chart;

/// The chart for a page: its looks are left to the style sheet.
#[must_use]
pub fn trend(input: &Trend, lang: Lang) -> Chart {
    trend_as(input, lang, Sink::Classes)
}

/// The chart with its looks carried as `sink` says.
fn trend_as(input: &Trend, lang: Lang, sink: Sink) -> Chart {
    let frame = Frame::new(input, lang);
    let drawing = drawing(&frame, sink);
    let root = Root {
        id: &input.id,
        title: &input.title,
        description: &description(&frame),
        size: (whole(WIDTH).unsigned_abs(), whole(HEIGHT).unsigned_abs()),
    };
    Chart { svg: root.wrap(&drawing, sink), title: input.title.clone(), scale: frame.scale }
}

/// Everything but the root.
pub(super) fn drawing(frame: &Frame, sink: Sink) -> String {
    let mut drawing = layer(frame, sink, ground);
    if sink == Sink::Classes && frame.axis.is_some() {
        // Only narrow windows show it, which the style sheet decides.
        drawing.push_str("<g class=\"axis-echo\" aria-hidden=\"true\">");
        drawing.push_str(&layer(frame, sink, ground::echoes));
        drawing.push_str("</g>");
    }
    drawing.push_str(&layer(frame, sink, lines));
    drawing
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
    fan::range(pen, frame)?;
    feasts::ticks(pen, frame)?;
    ground::prices(pen, frame)?;
    silence::stretches(pen, frame)?;
    ground::days(pen, frame)?;
    acts::bars(pen, frame)?;
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
    fan::middle(pen, frame, &mut clutter)?;
    flags::flags(pen, frame, &mut clutter)?;
    marks::suspects(pen, frame, &mut clutter)?;
    ends::labels(pen, frame, &mut clutter)?;
    reference::labels(pen, frame, &mut clutter)?;
    fan::label(pen, frame, &mut clutter)?;
    acts::labels(pen, frame, &mut clutter)?;
    feasts::labels(pen, frame, &mut clutter)
}

/// The caller's description and what the drawing adds to it.
pub(super) fn description(frame: &Frame) -> String {
    let mut sentences = vec![frame.input.description.trim().to_owned()];
    match &frame.axis {
        None => sentences.push(ground::empty_sentence(frame.lang).to_owned()),
        Some(axis) if axis.low > 0.0 => {
            let low = frame.figure(axis.low);
            sentences.push(match (frame.lang, axis.log) {
                (Lang::Id, false) => format!("Sumbu harga dimulai dari {low}, bukan dari nol."),
                (Lang::En, false) => format!("The price axis starts at {low}, not at zero."),
                (Lang::Id, true) => "Sumbu harga logaritmik: jarak yang sama berarti kelipatan yang sama.".to_owned(),
                (Lang::En, true) => "The price axis is logarithmic: equal distances are equal ratios.".to_owned(),
            });
        }
        Some(_) => {}
    }
    sentences.extend(fan::sentence(frame));
    sentences.extend(flags::sentence(frame));
    sentences.extend(acts::sentence(frame));
    sentences.extend(silence::sentence(frame));
    sentences.extend(marks::suspects_sentence(frame));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::check::{is_plain, is_well_formed};
    use super::super::frame::TO_LABEL;
    use super::super::input::Act;
    use super::super::input::Fan;
    use super::super::input::Line;
    use super::super::text::{SIZE, width};
    use super::*;
    use lumbung_data::model::Frequency;
    use lumbung_data::model::chart::{ChartScale, Measure};

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
            main: line("Kota Bandung", (19_000..=19_366).map(|day| (day, wave(day)))),
            others: vec![
                line("Kosambi", (19_000..=19_366).map(|day| (day, wave(day) * 1.02))),
                line("Kiara Condong", (19_000..=19_200).map(|day| (day, wave(day) * 0.97))),
            ],
            references: vec![(0, 99_999, Some(40_000.0), 57_000.0, "HAP".to_owned())],
            surges: vec![(19_050, 19_100, false), (19_330, 19_340, true)],
            suspects: vec![(19_120, 45_000.0), (19_150, 443_500.0)],
            ..Trend::default()
        }
    }

    fn checked(input: &Trend) -> Chart {
        let chart = trend(input, Lang::Id);
        for svg in [&chart.svg, &trend_as(input, Lang::En, Sink::Resolved).svg] {
            is_well_formed(svg);
            is_plain(svg);
        }
        let ChartScale { left, right, top, bottom, first_day, last_day, low, high, width, height, .. } = chart.scale;
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
        for ((x, y), (day, price)) in [(path[0], input.main.points[0]), (path[path.len() - 1], input.main.points[366])]
        {
            let across = f64::from(day - scale.first_day) / f64::from(scale.last_day - scale.first_day);
            let up = (price - scale.low) / (scale.high - scale.low);
            assert!((x - (scale.left + across * (scale.right - scale.left))).abs() <= 0.1, "{x}");
            assert!((y - (scale.bottom - up * (scale.bottom - scale.top))).abs() <= 0.1, "{y}");
        }
    }

    #[test]
    fn a_short_name_leaves_room_for_the_price_under_it() {
        let points = (19_000..19_300).map(|day| (day, 61_000.0));
        let scale =
            checked(&Trend { main: line("Aceh", points), others: vec![], references: vec![], ..sample() }).scale;
        assert!(scale.right + TO_LABEL + width("Rp61.000", SIZE, false) <= scale.width, "{}", scale.right);
    }

    #[test]
    fn an_empty_chart_says_so() {
        let svg = checked(&Trend::default()).svg;
        assert_eq!(svg.matches("Belum ada data harga pada rentang waktu ini.").count(), 2);
        let only_references = Trend { main: Line::default(), others: vec![], suspects: vec![], ..sample() };
        assert!(trend(&only_references, Lang::En).svg.contains("There are no prices in this period yet."));
    }

    #[test]
    fn one_point_is_a_dot_and_a_constant_price_a_level_line() {
        let alone = |points: Vec<(i32, f64)>| Trend { main: line("Kota", points), others: vec![], ..sample() };
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
        input.main.points.retain(|(day, _)| !(19_100..19_120).contains(day));
        assert_eq!(paths(&checked(&input).svg, "c-city").len(), 2);
    }

    #[test]
    fn what_is_no_number_never_reaches_the_drawing() {
        let mut input = sample();
        for (position, bad) in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -5.0, 1e300].into_iter().enumerate() {
            input.main.points[position * 20].1 = bad;
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
        input.main.label = "Kota <b>Bandung</b> & sekitarnya yang amat sangat luas".to_owned();
        input.others[0].label = "]]> \u{0}&amp;".to_owned();
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

    #[test]
    fn an_index_is_written_without_rupiah() {
        let mut input = Trend { measure: Measure::Index, references: vec![], suspects: vec![], ..sample() };
        for line in [&mut input.main].into_iter().chain(&mut input.others) {
            for point in &mut line.points {
                point.1 /= 400.0;
            }
        }
        let svg = checked(&input).svg;
        assert!(svg.contains(">Indeks, hari pertama tiap garis = 100<") && !svg.contains("Rp"), "{svg}");
    }

    #[test]
    fn months_are_steps_to_their_last_day() {
        let months = [(19_024, 40_000.0), (19_052, 44_000.0), (19_083, 41_000.0)];
        let input = Trend { pace: Frequency::Monthly, main: line("Kota", months), others: vec![], ..sample() };
        let Chart { svg, scale, .. } = checked(&Trend { last_day: 19_112, ..input });
        let path = &paths(&svg, "c-city")[0];
        assert_eq!(path.len(), 6);
        assert!((path[0].1 - path[1].1).abs() < 0.05 && (path[1].0 - path[2].0).abs() < 0.05);
        assert!((path[5].0 - scale.right).abs() < 0.05, "April ends at the edge");
    }

    #[test]
    fn an_intervention_is_a_bar_on_the_time_axis_with_its_name() {
        let act = |from, to, label: &str| Act { from, to, label: label.to_owned() };
        let acts = vec![
            act(19_100, 19_130, "Pasar murah Regol"),
            act(19_200, 19_200, "GPM <Antapani>"),
            act(10_000, 10_005, "long before"),
            act(i32::MIN, i32::MAX, "ever"),
            act(5, 3, "back"),
        ];
        let Chart { svg, scale, .. } = checked(&Trend { acts, ..sample() });
        let bars = paths(&svg, "f-act");
        assert_eq!(bars.len(), 3);
        assert!(
            bars.iter().flatten().all(|(x, y)| *x >= scale.left - 0.1 && *x <= scale.right + 0.1 && *y <= scale.bottom)
        );
        assert!(bars[1][1].0 - bars[1][0].0 >= 5.9, "a day can be seen");
        assert!(
            svg.contains(">Pasar murah Regol</text>") && svg.contains("Balok pada sumbu waktu menandai intervensi (3)")
        );
        assert!(!svg.contains("long before") && !svg.contains("<Antapani>"));
    }

    #[test]
    fn an_outlook_is_a_fan_from_the_last_price_on() {
        let last = 19_366;
        let price = sample().main.points[366].1;
        let ahead = [7, 14, 28].map(|days| {
            let wide = f64::from(days) / 100.0;
            (last + days, [price * (1.0 - wide), price, price * (1.0 + wide)])
        });
        let input = Trend { last_day: last + 28, fan: Fan { ahead: ahead.to_vec() }, ..sample() };
        let Chart { svg, scale, .. } = checked(&input);
        let fan = &paths(&svg, "f-fan")[0];
        assert_eq!(fan.len(), 7, "one point at the last price, three above, three below");
        assert!(fan.iter().any(|(x, _)| (x - scale.right).abs() < 0.05));
        assert!(svg.contains(">prospek 80%<") && svg.contains("Bidang di kanan"));
        let broken = Trend { fan: Fan { ahead: vec![(last + 7, [f64::NAN, 1.0, 2.0])] }, ..input };
        assert!(!checked(&broken).svg.contains("f-fan"));
    }

    #[test]
    fn feasts_are_named_as_far_as_there_is_room() {
        let feasts = vec![(19_100, "Idulfitri".to_owned()), (19_104, "Natal".to_owned()), (19_300, "Imlek".to_owned())];
        let svg = checked(&Trend { feasts, ..sample() }).svg;
        assert_eq!(paths(&svg, "c-feast").len(), 3);
        assert!(svg.contains(">Idulfitri<") && svg.contains(">Imlek<"));
    }

    #[test]
    fn warnings_are_flags_on_the_line_and_silence_a_mark_on_the_axis() {
        let input = Trend { raised: vec![19_060, 19_335, 5], silent: vec![(19_200, 19_204), (1, 2)], ..sample() };
        let Chart { svg, scale, .. } = checked(&input);
        assert_eq!(paths(&svg, "f-flag").len(), 2);
        let silent = paths(&svg, "f-silence");
        assert_eq!(silent.len(), 1);
        assert!(silent[0].iter().all(|(_, y)| *y <= scale.bottom));
        assert!(svg.contains("Bendera") && svg.contains("tanpa laporan") && !svg.contains("Kotak"));
    }

    #[test]
    fn what_was_done_hangs_as_squares_from_the_line_each_day_once() {
        let input = Trend { handled: vec![19_060, 19_060, 99_999, 5], ..sample() };
        let svg = checked(&input).svg;
        assert_eq!(paths(&svg, "f-flag").len(), 2, "a later one stands at the last price");
        assert!(svg.contains("Kotak di bawah garis") && svg.contains("menanganinya (2)"), "{svg}");
    }
}
