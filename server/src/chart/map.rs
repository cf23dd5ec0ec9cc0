//! Lays out the maps: where marks, labels, ways and coasts stand in view-box units. What
//! they look like is the page's matter.
//!
//! The projection is equirectangular about the middle of what is shown, which over a few
//! hundred kilometres is as good as any.

use super::text;
use lumbung_data::gazetteer::coast;
use lumbung_data::model::map::{Flow, Mark, MarkKind, Panel};
use lumbung_data::model::{Lang, Location, PlaceCode, whole_km};
use std::fmt::Write;

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 270.0;
/// Kept free at the sides for labels, and at the top and the foot.
const SIDE: f64 = 70.0;
const HEAD: f64 = 36.0;
/// The size of a label, and from line to line.
pub const SIZE: f64 = 14.0;
const LINE: f64 = 16.0;
/// A finger needs so much.
const TOUCH: f64 = 30.0;
/// From a mark's middle to its label.
const GAP: f64 = 11.0;
/// A city is shown at least so wide, supplying regions so.
const LEAST_CITY_KM: f64 = 4.0;
const LEAST_SUPPLY_KM: f64 = 120.0;
/// What lies further is told at the edge.
const FAR_KM: f64 = 400.0;
/// From the edge of the map to a mark there.
const INSET: f64 = 20.0;
/// The arrow of what lies beyond the map.
const BEYOND_LONG: f64 = 40.0;
/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;

/// Where something stands, in view-box units.
type Point = (f64, f64);

/// What is to stand on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The place.
    pub place: PlaceCode,
    /// What stands for it.
    pub kind: MarkKind,
    /// Where it lies.
    pub at: Location,
    /// What is written beside it.
    pub lines: Vec<String>,
}

/// The city's markets; none of fewer than two.
#[must_use]
pub fn city_map(markets: &[Spot]) -> Option<Panel> {
    let view = View::of(&markets.iter().map(|spot| spot.at), LEAST_CITY_KM).filter(|_| markets.len() > 1)?;
    let marks = place(markets.iter().map(|spot| (spot.clone(), view.point(spot.at))).collect(), &[]);
    Some(Panel { width: WIDTH, height: HEIGHT, land: String::new(), flows: Vec::new(), marks, bar: view.bar() })
}

/// The city and the regions that supply it, each with whether it is known what it sends;
/// none without regions. What lies too far stands at the edge, with its distance.
#[must_use]
pub fn supply_map(city: &Spot, regions: &[(Spot, bool)], lang: Lang) -> Option<Panel> {
    let is_far = |spot: &Spot| city.at.km_to(spot.at) > FAR_KM;
    let near = regions.iter().map(|(spot, _)| spot).filter(|spot| !is_far(spot));
    let view = View::of(&near.chain([city]).map(|spot| spot.at), LEAST_SUPPLY_KM).filter(|_| !regions.is_empty())?;
    let home = view.point(city.at);
    let mut spots = vec![(city.clone(), home)];
    let mut flows = Vec::new();
    for (spot, known) in regions {
        let there = view.point(spot.at);
        if is_far(spot) {
            let edge = toward_edge(home, there);
            let mut lines = spot.lines.clone();
            lines.push(format!("{} km", whole_km(city.at.km_to(spot.at), lang)));
            flows.extend(arrow(edge, home, *known, (0.0, BEYOND_LONG)));
            spots.push((Spot { kind: MarkKind::Beyond, lines, ..spot.clone() }, edge));
        } else {
            flows.extend(arrow(there, home, *known, (8.0, f64::INFINITY)));
            spots.push((spot.clone(), there));
        }
    }
    let way = |(spot, at): &(Spot, Point)| match spot.kind {
        MarkKind::Beyond => (*at, toward(*at, home, BEYOND_LONG)),
        _ => (*at, home),
    };
    let ways: Vec<(Point, Point)> = spots[1..].iter().map(way).collect();
    Some(Panel { width: WIDTH, height: HEIGHT, land: view.land(), flows, marks: place(spots, &ways), bar: view.bar() })
}

/// What part of the globe is shown.
struct View {
    middle: Location,
    /// View-box units for a kilometre.
    scale: f64,
}

impl View {
    /// All of these points, with room around them; none without any.
    fn of(points: &(impl Iterator<Item = Location> + Clone), least_km: f64) -> Option<Self> {
        let bounds = |values: &mut dyn Iterator<Item = f64>| {
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
        };
        let (south, north) = bounds(&mut points.clone().map(|at| at.lat));
        let (west, east) = bounds(&mut points.clone().map(|at| at.lon));
        if south > north {
            return None;
        }
        let middle = Location { lat: f64::midpoint(south, north), lon: f64::midpoint(west, east) };
        let across = ((east - west) * east_km(middle)).max(least_km);
        let down = ((north - south) * KM_PER_DEGREE).max(least_km * (HEIGHT - 2.0 * HEAD) / (WIDTH - 2.0 * SIDE));
        let scale = ((WIDTH - 2.0 * SIDE) / across).min((HEIGHT - 2.0 * HEAD) / down);
        Some(Self { middle, scale })
    }

    fn point(&self, at: Location) -> (f64, f64) {
        let east = (at.lon - self.middle.lon) * east_km(self.middle);
        let north = (at.lat - self.middle.lat) * KM_PER_DEGREE;
        (WIDTH / 2.0 + east * self.scale, HEIGHT / 2.0 - north * self.scale)
    }

    /// The coasts that can be seen, as one path.
    fn land(&self) -> String {
        let mut path = String::new();
        for island in coast() {
            let outline = clipped(island.iter().map(|at| self.point(*at)).collect());
            for (at, (x, y)) in outline.iter().enumerate() {
                // Writing to a String cannot fail.
                let _ = write!(path, "{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
            }
            if !outline.is_empty() {
                path.push('Z');
            }
        }
        path
    }

    /// A round number of kilometres that is about a fifth of the width.
    fn bar(&self) -> (f64, f64) {
        let most = WIDTH / 4.0 / self.scale;
        let power = 10_f64.powf(most.log10().floor());
        let km = [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|km| *km <= most).unwrap_or(power);
        (km * self.scale, km)
    }
}

/// Kilometres in a degree of longitude.
fn east_km(at: Location) -> f64 {
    KM_PER_DEGREE * at.lat.to_radians().cos()
}

/// The part of an outline within the view box and a little around it, after Sutherland and
/// Hodgman.
fn clipped(mut outline: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    const AROUND: f64 = 6.0;
    type Inside = fn(&(f64, f64)) -> f64;
    // How far a point lies within each of the four edges.
    let edges: [Inside; 4] =
        [|(x, _)| x + AROUND, |(x, _)| WIDTH + AROUND - x, |(_, y)| y + AROUND, |(_, y)| HEIGHT + AROUND - y];
    for inside in edges {
        let mut kept = Vec::with_capacity(outline.len());
        for (at, point) in outline.iter().enumerate() {
            let before = outline[(at + outline.len() - 1) % outline.len()];
            let (here, there) = (inside(point), inside(&before));
            if (here >= 0.0) != (there >= 0.0) {
                let part = there / (there - here);
                kept.push((before.0 + (point.0 - before.0) * part, before.1 + (point.1 - before.1) * part));
            }
            if here >= 0.0 {
                kept.push(*point);
            }
        }
        outline = kept;
    }
    outline
}

/// Where the way from one point to another beyond the map leaves it.
fn toward_edge(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let part = |delta: f64, from: f64, most: f64| match delta {
        delta if delta > 0.0 => (most - INSET - from) / delta,
        delta if delta < 0.0 => (INSET - from) / delta,
        _ => f64::INFINITY,
    };
    let part = part(dx, from.0, WIDTH).min(part(dy, from.1, HEIGHT)).min(1.0);
    (from.0 + dx * part, from.1 + dy * part)
}

/// The point so far on the way from one to another.
fn toward(from: (f64, f64), to: (f64, f64), far: f64) -> (f64, f64) {
    let part = far / (to.0 - from.0).hypot(to.1 - from.1).max(far);
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}

/// An arrow on the way from one point to another: `from` it for so far, at most `long`.
fn arrow(from: (f64, f64), to: (f64, f64), known: bool, (gap, long): (f64, f64)) -> Option<Flow> {
    const HEAD_LONG: f64 = 9.0;
    const HEAD_WIDE: f64 = 4.0;
    const BEFORE: f64 = 13.0;
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let way = dx.hypot(dy);
    let end = (gap + long).min(way - BEFORE);
    if end - gap < HEAD_LONG + 2.0 {
        return None;
    }
    let (ux, uy) = (dx / way, dy / way);
    let on = |part: f64, aside: f64| (from.0 + ux * part - uy * aside, from.1 + uy * part + ux * aside);
    let (start, tip, foot) = (on(gap, 0.0), on(end, 0.0), on(end - HEAD_LONG, 0.0));
    let (left, right) = (on(end - HEAD_LONG, HEAD_WIDE), on(end - HEAD_LONG, -HEAD_WIDE));
    let line = format!("M{:.1} {:.1}L{:.1} {:.1}", start.0, start.1, foot.0, foot.1);
    let head = format!("M{:.1} {:.1}L{:.1} {:.1} {:.1} {:.1}Z", tip.0, tip.1, left.0, left.1, right.0, right.1);
    Some(Flow { line, head, known })
}

/// A box by its left, top, width and height.
type Room = [f64; 4];

fn overlap(a: &Room, b: &Room) -> f64 {
    let across = (a[0] + a[2]).min(b[0] + b[2]) - a[0].max(b[0]);
    let down = (a[1] + a[3]).min(b[1] + b[3]) - a[1].max(b[1]);
    across.max(0.0) * down.max(0.0)
}

/// How much of a box lies outside the view box.
fn outside(room: &Room) -> f64 {
    room[2] * room[3] - overlap(room, &[2.0, 2.0, WIDTH - 4.0, HEIGHT - 4.0])
}

/// Writes each label on the side of its mark where it covers least. Ways are covered
/// rather than other labels.
fn place(spots: Vec<(Spot, Point)>, ways: &[(Point, Point)]) -> Vec<Mark> {
    let bar: Room = [0.0, HEIGHT - 26.0, WIDTH / 3.0, 26.0];
    let dots: Vec<Room> = spots.iter().map(|(_, (x, y))| [x - 9.0, y - 9.0, 18.0, 18.0]).collect();
    let way_dots: Vec<Room> = ways
        .iter()
        .flat_map(|(from, to)| {
            (1..10).map(move |part| {
                let part = f64::from(part) / 10.0;
                let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
                [x - 3.0, y - 3.0, 6.0, 6.0]
            })
        })
        .collect();
    let mut rooms: Vec<Room> = Vec::new();
    let mut marks = Vec::with_capacity(spots.len());
    for (own, (spot, at)) in spots.into_iter().enumerate() {
        // A level stands out.
        let bold = matches!(spot.kind, MarkKind::Market(Some(_)) | MarkKind::Acted(true));
        let wide = spot.lines.iter().map(|line| text::width(line, SIZE, bold)).fold(0.0, f64::max) + 4.0;
        let lines = u32::try_from(spot.lines.len()).unwrap_or(u32::MAX);
        let high = (f64::from(lines) * LINE + 4.0).max(TOUCH);
        let sides = [
            (at.0 + GAP, at.1 - high / 2.0),
            (at.0 - GAP - wide, at.1 - high / 2.0),
            (at.0 - wide / 2.0, at.1 + GAP - 4.0),
            (at.0 - wide / 2.0, at.1 - GAP - high + 4.0),
            (at.0 + GAP - 4.0, at.1 + GAP - 6.0),
            (at.0 + GAP - 4.0, at.1 - GAP - high + 6.0),
            (at.0 - GAP + 4.0 - wide, at.1 + GAP - 6.0),
            (at.0 - GAP + 4.0 - wide, at.1 - GAP - high + 6.0),
        ];
        let cost = |room: &Room| {
            let dots = dots.iter().enumerate().filter(|(other, _)| *other != own).map(|(_, dot)| overlap(room, dot));
            let labels: f64 = rooms.iter().chain([&bar]).map(|other| overlap(room, other)).sum();
            let ways: f64 = way_dots.iter().map(|way| overlap(room, way)).sum();
            10.0 * outside(room) + 4.0 * labels + 4.0 * dots.sum::<f64>() + 2.0 * ways
        };
        let candidates = sides.map(|(left, top)| [left, top, wide, high]);
        let best = candidates.into_iter().min_by(|a, b| cost(a).total_cmp(&cost(b)));
        let room = best.unwrap_or([at.0, at.1, wide, high]);
        rooms.push(room);
        let first = room[1] + (high - f64::from(lines) * LINE) / 2.0 + SIZE * 0.85;
        marks.push(Mark {
            place: spot.place,
            kind: spot.kind,
            at,
            lines: spot.lines,
            label: (room[0] + 2.0, first),
            room,
        });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(code: &str, kind: MarkKind, lat: f64, lon: f64) -> Spot {
        Spot { place: PlaceCode::parse(code).unwrap(), kind, at: Location { lat, lon }, lines: vec![code.to_owned()] }
    }

    fn suppliers() -> Panel {
        let city = spot("3273", MarkKind::City, -6.922, 107.607);
        let region = |code, lat, lon, known| (spot(code, MarkKind::Region, lat, lon), known);
        supply_map(
            &city,
            &[
                region("3203", -6.822, 107.139, false),
                region("3212", -6.326, 108.32, true),
                region("3205", -7.245, 107.921, true),
                region("11", 5.542, 95.333, false),
            ],
            Lang::Id,
        )
        .unwrap()
    }

    #[test]
    fn west_is_left_and_north_is_up() {
        let panel = suppliers();
        let at = |code: &str| panel.marks.iter().find(|mark| mark.place.as_str() == code).unwrap().at;
        assert!(at("3203").0 < at("3273").0 && at("3273").0 < at("3212").0);
        assert!(at("3212").1 < at("3273").1 && at("3273").1 < at("3205").1);
    }

    #[test]
    fn what_is_too_far_stands_at_the_edge_with_its_distance() {
        let panel = suppliers();
        let aceh = panel.marks.iter().find(|mark| mark.place.as_str() == "11").unwrap();
        assert_eq!(aceh.kind, MarkKind::Beyond);
        assert!((aceh.at.0 - INSET).abs() < 1e-9 || (aceh.at.1 - INSET).abs() < 1e-9, "{:?}", aceh.at);
        assert_eq!(aceh.lines, ["11", "1.940 km"]);
    }

    #[test]
    fn every_region_has_its_way_and_it_is_known_which_are_certain() {
        let known: Vec<bool> = suppliers().flows.iter().map(|flow| flow.known).collect();
        assert_eq!(known, [false, true, true, false]);
    }

    #[test]
    fn labels_stay_on_the_map_and_off_each_other() {
        let panel = suppliers();
        for (at, mark) in panel.marks.iter().enumerate() {
            assert!(outside(&mark.room) < 1.0, "{mark:?}");
            for other in &panel.marks[at + 1..] {
                assert!(overlap(&mark.room, &other.room) < 1.0, "{mark:?} {other:?}");
            }
        }
    }

    #[test]
    fn the_coast_is_cut_to_the_map() {
        let land = suppliers().land;
        assert!(land.starts_with('M') && land.ends_with('Z') && land.len() < 6000, "{} {land}", land.len());
        let numbers = land.split(['M', 'L', 'Z', ' ']).filter_map(|number| number.parse::<f64>().ok());
        assert!(numbers.into_iter().all(|number| (-7.0..=WIDTH + 7.0).contains(&number)));
    }

    #[test]
    fn the_bar_is_a_round_number_of_kilometres() {
        let (length, km) = suppliers().bar;
        assert!([10.0, 20.0, 50.0, 100.0].contains(&km) && (30.0..=WIDTH / 4.0).contains(&length), "{length} {km}");
    }

    #[test]
    fn one_market_makes_no_map_and_two_in_one_place_still_do() {
        let one = spot("3273/a", MarkKind::Market(None), -6.9, 107.6);
        assert_eq!(city_map(std::slice::from_ref(&one)), None);
        let panel = city_map(&[one.clone(), one]).unwrap();
        assert!(panel.marks.iter().all(|mark| mark.at.0.is_finite() && mark.at.1.is_finite()));
    }
}
