//! Finds room for labels: beside the ends of lines and within the plot.

/// A rectangle in view-box units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// The smallest area around others; none around none.
    pub fn around(areas: impl IntoIterator<Item = Self>) -> Option<Self> {
        areas.into_iter().reduce(|a, b| Self {
            left: a.left.min(b.left),
            top: a.top.min(b.top),
            right: a.right.max(b.right),
            bottom: a.bottom.max(b.bottom),
        })
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    fn lies_in(&self, outer: &Self) -> bool {
        self.left >= outer.left && self.right <= outer.right && self.top >= outer.top && self.bottom <= outer.bottom
    }
}

/// Centres for labels of the given wished centres and heights, so that none
/// overlaps another and each stands as near its wish as that allows. Labels
/// that do not fit between `top` and `bottom` together are pressed together
/// evenly.
pub fn spread(labels: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let total: f64 = labels.iter().map(|(_, height)| height).sum();
    let squeeze = if total > bottom - top { (bottom - top) / total } else { 1.0 };
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by(|a, b| labels[*a].0.total_cmp(&labels[*b].0));

    // Blocks of touching labels: (upper edge, height, members, sum of the upper
    // edges that the members wish for the block).
    let mut blocks: Vec<(f64, f64, Vec<usize>, f64)> = Vec::new();
    for position in order {
        let (wish, height) = (labels[position].0, labels[position].1 * squeeze);
        let mut block = (wish - height / 2.0, height, vec![position], wish - height / 2.0);
        block.0 = inside(block.0, height, top, bottom);
        while let Some(above) = blocks.pop_if(|above| above.0 + above.1 > block.0) {
            let members = f64::from(u32::try_from(block.2.len()).unwrap_or(u32::MAX));
            let wishes = above.3 + block.3 - members * above.1;
            let merged: Vec<usize> = above.2.into_iter().chain(block.2).collect();
            let count = f64::from(u32::try_from(merged.len()).unwrap_or(u32::MAX));
            let height = above.1 + block.1;
            block = (inside(wishes / count, height, top, bottom), height, merged, wishes);
        }
        blocks.push(block);
    }

    let mut centres = vec![0.0; labels.len()];
    for (upper, _, members, _) in blocks {
        let mut edge = upper;
        for position in members {
            let height = labels[position].1 * squeeze;
            centres[position] = edge + height / 2.0;
            edge += height;
        }
    }
    centres
}

fn inside(upper: f64, height: f64, top: f64, bottom: f64) -> f64 {
    upper.min(bottom - height).max(top)
}

/// What already stands in the plot.
#[derive(Debug)]
pub struct Clutter {
    plot: Area,
    points: Vec<(f64, f64)>,
    taken: Vec<Area>,
}

impl Clutter {
    /// An empty plot.
    pub fn new(plot: Area) -> Self {
        Self { plot, points: Vec::new(), taken: Vec::new() }
    }

    /// Adds a line's points.
    pub fn add_line(&mut self, points: impl IntoIterator<Item = (f64, f64)>) {
        for point in points {
            // Between distant points the line itself is in the way too.
            if let Some(&(x, y)) = self.points.last()
                && point.0 > x
                && point.0 - x < 120.0
            {
                let steps = ((point.0 - x).max((point.1 - y).abs()) / 6.0).floor();
                let mut step = 1.0;
                while step < steps {
                    let share = step / steps;
                    self.points.push((x + (point.0 - x) * share, y + (point.1 - y) * share));
                    step += 1.0;
                }
            }
            self.points.push(point);
        }
    }

    /// Takes the candidate that hides least, the earlier of equals; none where
    /// every candidate leaves the plot or covers another label.
    pub fn place(&mut self, candidates: &[Area]) -> Option<usize> {
        let free = candidates
            .iter()
            .enumerate()
            .filter(|(_, area)| area.lies_in(&self.plot) && !self.taken.iter().any(|taken| taken.overlaps(area)));
        let (best, area) =
            free.min_by_key(|(_, area)| self.points.iter().filter(|point| area.holds(**point)).count())?;
        self.taken.push(*area);
        Some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_wish() {
        assert_eq!(spread(&[(100.0, 16.0), (20.0, 16.0)], 0.0, 200.0), [100.0, 20.0]);
    }

    #[test]
    fn labels_that_would_overlap_move_apart_evenly() {
        assert_eq!(spread(&[(100.0, 16.0), (100.0, 16.0)], 0.0, 200.0), [92.0, 108.0]);
        assert_eq!(spread(&[(100.0, 16.0), (104.0, 16.0), (102.0, 32.0)], 0.0, 200.0), [78.0, 126.0, 102.0]);
    }

    #[test]
    fn labels_stay_between_the_edges() {
        assert_eq!(spread(&[(2.0, 16.0), (3.0, 16.0)], 0.0, 200.0), [8.0, 24.0]);
        assert_eq!(spread(&[(199.0, 16.0), (198.0, 16.0)], 0.0, 200.0), [192.0, 176.0]);
    }

    #[test]
    fn too_many_labels_are_pressed_together() {
        let centres = spread(&[(5.0, 16.0); 10], 0.0, 80.0);
        assert!((centres[0] - 4.0).abs() < 1e-9 && (centres[9] - 76.0).abs() < 1e-9, "{centres:?}");
        assert!(spread(&[], 0.0, 80.0).is_empty());
    }

    #[test]
    fn a_label_avoids_lines_and_other_labels() {
        let plot = Area { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let spot = |left: f64| Area { left, top: 0.0, right: left + 20.0, bottom: 10.0 };
        let mut clutter = Clutter::new(plot);
        clutter.add_line([(0.0, 5.0), (25.0, 5.0)]);
        assert_eq!(clutter.place(&[spot(0.0), spot(40.0), spot(90.0)]), Some(1));
        assert_eq!(clutter.place(&[spot(45.0), spot(90.0)]), None);
    }
}
