// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * The parts of {@link Factor factors}: rows of the packed factor, with the reverse rule of each
 * part alone. The rules are linear in the cotangents, so the cotangents of several parts add up to
 * the rule of all.
 *
 * <p>Sources: Giles, "An extended collection of matrix derivative results" (2008), for eigenvalues
 * and vectors; Townsend, "Differentiating the singular value decomposition" (2016); Walter and
 * Lehmann, "Algorithmic differentiation of linear algebra functions" (2010), for QR.
 */
enum FactorPart implements ExprOp {
  /** Q of a = Q R. Cotangent: (yBar - Q M) R^-T, M the lower triangle of yBar' Q, mirrored. */
  QR_Q("qrQ") {
    @Override
    int firstRow(Shape a) {
      return 0;
    }

    @Override
    Shape partOf(Shape a) {
      return a;
    }

    @Override
    Expr aBar(Expr a, Expr f, Expr q, Expr yBar) {
      Expr m = TrianglePart.mirroredLower(yBar.transpose().mult(q));
      return divideByR(Note.of(label()).of(q), yBar.minus(q.mult(m)), r(a, f));
    }
  },
  /** R of a = Q R. Cotangent: Q M R^-T, M the lower triangle of R yBar', mirrored. */
  QR_R("qrR") {
    @Override
    int firstRow(Shape a) {
      return a.rows();
    }

    @Override
    Shape partOf(Shape a) {
      return Shape.of(a.cols(), a.cols());
    }

    @Override
    Expr aBar(Expr a, Expr f, Expr r, Expr yBar) {
      Expr m = TrianglePart.mirroredLower(r.mult(yBar.transpose()));
      return divideByR(Note.of(label()).of(r), QR_Q.of(a, f).mult(m), r);
    }
  },
  /** The column w of a symmetric V diag(w) V'. Cotangent: V diag(yBar) V'. */
  EIGENVALUES("symmetricEigenvalues") {
    @Override
    int firstRow(Shape a) {
      return 0;
    }

    @Override
    Shape partOf(Shape a) {
      return Shape.of(a.rows(), 1);
    }

    @Override
    Expr aBar(Expr a, Expr f, Expr w, Expr yBar) {
      Expr v = vectors(a, f);
      return v.elementMult(yBar.transpose()).mult(v.transpose());
    }
  },
  /**
   * V of a symmetric V diag(w) V'. Cotangent: V (E + E')/2 V', E_ij = (V' yBar)_ij / (w_j - w_i).
   */
  EIGENVECTORS("symmetricEigenvectors") {
    @Override
    int firstRow(Shape a) {
      return 1;
    }

    @Override
    Shape partOf(Shape a) {
      return a;
    }

    @Override
    Expr aBar(Expr a, Expr f, Expr v, Expr yBar) {
      Expr product = v.transpose().mult(yBar);
      Expr w = EIGENVALUES.of(a, f);
      Expr e = GapQuotients.between(GapQuotients.Kind.VALUES, w, product, v, yBar);
      return v.mult(e.plus(e.transpose()).scale(0.5)).mult(v.transpose());
    }
  },
  /** The column s of U diag(s) V'. Cotangent: U diag(yBar) V'. */
  SINGULAR_VALUES("singularValues") {
    @Override
    int firstRow(Shape a) {
      return 0;
    }

    @Override
    Shape partOf(Shape a) {
      return Shape.of(Math.min(a.rows(), a.cols()), 1);
    }

    @Override
    Expr aBar(Expr a, Expr f, Expr s, Expr yBar) {
      Expr u = LEFT_SINGULAR_VECTORS.of(a, f);
      return u.elementMult(yBar.transpose()).mult(right(a, f).transpose());
    }
  },
  /**
   * U of U diag(s) V'. Cotangent: (U K diag(s) + (I - U U') yBar diag(s)^-1) V' with K_ij = (U'
   * yBar - yBar' U)_ij / (s_j^2 - s_i^2); the second term only for more rows than columns.
   */
  LEFT_SINGULAR_VECTORS("leftSingularVectors") {
    @Override
    int firstRow(Shape a) {
      return 1;
    }

    @Override
    Shape partOf(Shape a) {
      return Shape.of(a.rows(), Math.min(a.rows(), a.cols()));
    }

    @Override
    Expr aBar(Expr a, Expr f, Expr u, Expr yBar) {
      return turned(u, SINGULAR_VALUES.of(a, f), yBar).mult(right(a, f).transpose());
    }
  },
  /** V of U diag(s) V': the left vectors of a'. */
  RIGHT_SINGULAR_VECTORS("rightSingularVectors") {
    @Override
    int firstRow(Shape a) {
      return 1 + a.rows();
    }

    @Override
    Shape partOf(Shape a) {
      return Shape.of(a.cols(), Math.min(a.rows(), a.cols()));
    }

    @Override
    Expr aBar(Expr a, Expr f, Expr v, Expr yBar) {
      Expr u = LEFT_SINGULAR_VECTORS.of(a, f);
      return u.mult(turned(v, SINGULAR_VALUES.of(a, f), yBar).transpose());
    }
  };

  private final String label;

  FactorPart(String label) {
    this.label = label;
  }

  /** Where the part starts in the packed factor. */
  abstract int firstRow(Shape a);

  abstract Shape partOf(Shape a);

  abstract Expr aBar(Expr a, Expr factor, Expr y, Expr yBar);

  Expr of(Expr a, Expr factor) {
    return Expr.apply(this, a, factor);
  }

  private static Expr r(Expr a, Expr factor) {
    return QR_R.of(a, factor);
  }

  private static Expr vectors(Expr a, Expr factor) {
    return EIGENVECTORS.of(a, factor);
  }

  private static Expr right(Expr a, Expr factor) {
    return RIGHT_SINGULAR_VECTORS.of(a, factor);
  }

  /** x R^-T, for the derivative of what the user called. */
  private static Expr divideByR(Note called, Expr x, Expr r) {
    return SolveTriangular.apply(Triangle.UPPER, called, r, x.transpose()).transpose();
  }

  /** What the cotangent of the vectors on one side of a matrix is, before those of the other. */
  private static Expr turned(Expr vectors, Expr values, Expr yBar) {
    Expr product = vectors.transpose().mult(yBar);
    Expr turn = product.minus(product.transpose());
    Expr k = GapQuotients.between(GapQuotients.Kind.SQUARES, values, turn, vectors, yBar);
    Expr inside = vectors.mult(k).elementMult(values.transpose());
    if (vectors.rows() == vectors.cols()) {
      return inside;
    }
    Expr outside = yBar.minus(vectors.mult(product));
    return inside.plus(GapQuotients.fromZero(values, outside, vectors, yBar));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "a" : "factor";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
  }

  /** Notes the user's line, which {@link GapQuotients} tells. */
  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return partOf(inputs.get(0));
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  /** A column of values is packed as a row: the same numbers in the same order. */
  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int from = firstRow(inputs.get(0)) * inputs.get(1).cols();
    return (x, y) -> y.copy(0, x[1], from, y.length());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(aBar(x.get(0), x.get(1), y, yBar));
  }
}
