//! Small drawings that stand beside one another on one scale.

/// A small drawing and what stands over and under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is of.
    pub title: String,
    /// What is to be seen.
    pub note: String,
    /// The drawing, as inline SVG.
    pub svg: String,
}

/// Several of them, which share their scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// How they are to be read, as a sentence.
    pub reading: String,
    /// The drawings.
    pub figures: Vec<Figure>,
}

/// The markets of a city compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Who is dearest, and by how much, as a sentence.
    pub finding: String,
    /// Their latest prices in their order, as inline SVG.
    pub ranked: Option<String>,
    /// Their prices over time.
    pub over_time: Figures,
}

/// Past surges of a price beside one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Aligned {
    /// How they usually went, as a sentence.
    pub finding: String,
    /// One drawing each.
    pub surges: Figures,
}
