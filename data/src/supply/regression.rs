//! Least squares on series with missing weeks: a row that lacks a value is left out.

use nalgebra::{DMatrix, DVector};

/// A series so many weeks before the row's own.
#[derive(Clone, Copy)]
pub(super) struct Lagged<'a>(pub &'a [f64], pub usize);

/// A series at each of these lags.
pub(super) fn lags(series: &[f64], lags: std::ops::RangeInclusive<usize>) -> impl Iterator<Item = Lagged<'_>> {
    lags.map(move |lag| Lagged(series, lag))
}

impl Lagged<'_> {
    fn at(self, row: usize) -> f64 {
        row.checked_sub(self.1).map_or(f64::NAN, |at| self.0[at])
    }
}

/// The weeks in which each of the columns has a value.
pub(super) fn complete(weeks: usize, columns: &[Lagged<'_>]) -> Vec<usize> {
    (0..weeks).filter(|row| columns.iter().all(|column| column.at(*row).is_finite())).collect()
}

/// A fitted equation.
pub(super) struct Fit {
    /// Of the constant, where there is one, then of each column.
    pub coefficients: Vec<f64>,
    /// What is left of each row.
    pub residuals: Vec<f64>,
    /// (X′X)⁻¹.
    inverse: DMatrix<f64>,
}

/// A column whose own part is below this share of it says what others say.
const COLLINEAR: f64 = 1e-9;

impl Fit {
    /// Fits an effect on columns and, if wanted, a constant, over these rows. None
    /// with no more rows than coefficients, or with columns that say the same.
    pub fn of(effect: &[f64], columns: &[Lagged<'_>], constant: bool, rows: &[usize]) -> Option<Self> {
        let shift = usize::from(constant);
        let width = columns.len() + shift;
        if rows.len() <= width {
            return None;
        }
        let x = DMatrix::from_fn(rows.len(), width, |row, column| match column.checked_sub(shift) {
            None => 1.0,
            Some(column) => columns[column].at(rows[row]),
        });
        let y = DVector::from_iterator(rows.len(), rows.iter().map(|row| effect[*row]));
        let norms: Vec<f64> = x.column_iter().map(|column| column.norm()).collect();
        let (q, r) = x.clone().qr().unpack();
        if (0..width).any(|at| r[(at, at)].abs() <= COLLINEAR * norms[at]) {
            return None;
        }
        let coefficients = r.solve_upper_triangular(&(q.transpose() * &y))?;
        let half = r.solve_upper_triangular(&DMatrix::identity(width, width))?;
        let residuals = y - x * &coefficients;
        Some(Self {
            coefficients: coefficients.iter().copied().collect(),
            residuals: residuals.iter().copied().collect(),
            inverse: &half * half.transpose(),
        })
    }

    /// Rows beyond the coefficients.
    pub fn freedom(&self) -> usize {
        self.residuals.len() - self.coefficients.len()
    }

    /// The sum of squares that is left.
    pub fn squares(&self) -> f64 {
        self.residuals.iter().map(|residual| residual * residual).sum()
    }

    /// The square of the t value of what one coefficient is above another: the F value
    /// of their being equal.
    pub fn differ(&self, one: usize, other: usize) -> f64 {
        let inverse = &self.inverse;
        let spread = inverse[(one, one)] + inverse[(other, other)] - 2.0 * inverse[(one, other)];
        (self.coefficients[one] - self.coefficients[other]).powi(2) / (self.variance() * spread)
    }

    /// A coefficient in its standard errors.
    pub fn t(&self, at: usize) -> f64 {
        self.coefficients[at] / (self.variance() * self.inverse[(at, at)]).sqrt()
    }

    fn variance(&self) -> f64 {
        self.squares() / to_f64(self.freedom())
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of weeks")]
pub(super) fn to_f64(count: usize) -> f64 {
    count as f64
}
