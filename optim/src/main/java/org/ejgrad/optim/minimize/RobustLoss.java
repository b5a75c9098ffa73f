// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejgrad.ops.Expr;

/**
 * The loss of one residual r: c^2 rho((r / c)^2) / 2, with rho(z) about z for small z and less for
 * large z, so that outliers weigh less. The scale c, in [1e-100, 1e100], is where that begins. The
 * same functions as in SciPy's {@code least_squares}.
 */
public final class RobustLoss {
  private final Kind kind;
  private final double scale;

  /** The functions rho with two derivatives. */
  private enum Kind {
    SQUARES {
      @Override
      Expr of(Expr z) {
        return z;
      }

      @Override
      double rho(double z) {
        return z;
      }

      @Override
      double slope(double z) {
        return 1;
      }

      @Override
      double curvature(double z) {
        return 0;
      }
    },
    HUBER {
      @Override
      Expr of(Expr z) {
        // The root is taken of numbers above 1 only: at 0 it has no slope.
        Expr far = z.clip(1, Double.POSITIVE_INFINITY).sqrt().scale(2).minus(1);
        return z.lessOrEqual(1).select(z, far);
      }

      @Override
      double rho(double z) {
        return z <= 1 ? z : 2 * Math.sqrt(z) - 1;
      }

      @Override
      double slope(double z) {
        return z <= 1 ? 1 : 1 / Math.sqrt(z);
      }

      @Override
      double curvature(double z) {
        return z <= 1 ? 0 : -0.5 / (z * Math.sqrt(z));
      }
    },
    SOFT_L1 {
      @Override
      Expr of(Expr z) {
        // As below for small z, where a difference would lose its digits; that form for large z.
        Expr near = z.scale(2).elementDiv(z.plus(1).sqrt().plus(1));
        return z.lessOrEqual(1).select(near, z.plus(1).sqrt().minus(1).scale(2));
      }

      @Override
      double rho(double z) {
        return z <= 1 ? 2 * z / (Math.sqrt(1 + z) + 1) : 2 * (Math.sqrt(1 + z) - 1);
      }

      @Override
      double slope(double z) {
        return 1 / Math.sqrt(1 + z);
      }

      @Override
      double curvature(double z) {
        return -0.5 / ((1 + z) * Math.sqrt(1 + z));
      }
    },
    CAUCHY {
      @Override
      Expr of(Expr z) {
        return z.log1p();
      }

      @Override
      double rho(double z) {
        return Math.log1p(z);
      }

      @Override
      double slope(double z) {
        return 1 / (1 + z);
      }

      @Override
      double curvature(double z) {
        return -1 / ((1 + z) * (1 + z));
      }
    };

    abstract Expr of(Expr z);

    abstract double rho(double z);

    abstract double slope(double z);

    abstract double curvature(double z);
  }

  private RobustLoss(Kind kind, double scale) {
    checkArgument(
        scale >= 1e-100 && scale <= 1e100,
        "robust loss, scale: must be in [1e-100, 1e100], got %s",
        scale);
    this.kind = kind;
    this.scale = scale;
  }

  /** r^2 / 2: rho(z) = z. */
  public static RobustLoss squares() {
    return new RobustLoss(Kind.SQUARES, 1);
  }

  /** rho(z) = z up to 1, then 2 sqrt(z) - 1 (Huber 1964). */
  public static RobustLoss huber(double scale) {
    return new RobustLoss(Kind.HUBER, scale);
  }

  /** rho(z) = 2 (sqrt(1 + z) - 1), a smooth absolute value. */
  public static RobustLoss softL1(double scale) {
    return new RobustLoss(Kind.SOFT_L1, scale);
  }

  /** rho(z) = log(1 + z): outliers hardly count, but there may be several minima. */
  public static RobustLoss cauchy(double scale) {
    return new RobustLoss(Kind.CAUCHY, scale);
  }

  /** The loss of each residual, in their shape. */
  public Expr of(Expr residuals) {
    return kind.of(residuals.divide(scale).square()).scale(scale * scale / 2);
  }

  boolean isSquares() {
    return kind == Kind.SQUARES;
  }

  /** The loss of one residual. */
  double of(double residual) {
    return scale * scale / 2 * kind.rho(z(residual));
  }

  /** rho' at this residual. */
  double slope(double residual) {
    return kind.slope(z(residual));
  }

  /** 2 z rho'' at this residual. */
  double bend(double residual) {
    return 2 * z(residual) * kind.curvature(z(residual));
  }

  private double z(double residual) {
    return residual / scale * (residual / scale);
  }

  @Override
  public String toString() {
    return kind + (isSquares() ? "" : " at " + scale);
  }
}
