// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import org.ejgrad.graph.Shape;

/**
 * What a {@link PartOfFactor} may be: rows of the packed factor, with the reverse rule of each part
 * alone. The rules are linear in the cotangents, so the cotangents of several parts add up to the
 * rule of all.
 *
 * <p>Sources: Giles, "An extended collection of matrix derivative results" (2008), for eigenvalues
 * and vectors; Townsend, "Differentiating the singular value decomposition" (2016); Walter and
 * Lehmann, "Algorithmic differentiation of linear algebra functions" (2010), for QR.
 */
enum FactorPart {
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
    Expr aBar(Note called, Expr a, Expr f, Expr q, Expr yBar) {
      Expr m = TrianglePart.mirroredLower(yBar.transpose().mult(q));
      return divideByR(called.of(q), yBar.minus(q.mult(m)), r(a, f));
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
    Expr aBar(Note called, Expr a, Expr f, Expr r, Expr yBar) {
      Expr m = TrianglePart.mirroredLower(r.mult(yBar.transpose()));
      return divideByR(called.of(r), QR_Q.of(a, f).mult(m), r);
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
    Expr aBar(Note called, Expr a, Expr f, Expr w, Expr yBar) {
      Expr v = EIGENVECTORS.of(called.inRuleOf(w), a, f);
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
    Expr aBar(Note called, Expr a, Expr f, Expr v, Expr yBar) {
      Expr product = v.transpose().mult(yBar);
      Expr w = EIGENVALUES.of(called.of(v), a, f);
      GapQuotients.Kind gaps = GapQuotients.Kind.VALUES;
      Expr e = GapQuotients.between(gaps, called.of(v), w, product, yBar);
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
    Expr aBar(Note called, Expr a, Expr f, Expr s, Expr yBar) {
      Expr u = LEFT_SINGULAR_VECTORS.of(called.inRuleOf(s), a, f);
      Expr v = RIGHT_SINGULAR_VECTORS.of(called.inRuleOf(s), a, f);
      return u.elementMult(yBar.transpose()).mult(v.transpose());
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
    Expr aBar(Note called, Expr a, Expr f, Expr u, Expr yBar) {
      Note note = called.of(u);
      Expr v = RIGHT_SINGULAR_VECTORS.of(note, a, f);
      return turned(note, u, SINGULAR_VALUES.of(note, a, f), yBar).mult(v.transpose());
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
    Expr aBar(Note called, Expr a, Expr f, Expr v, Expr yBar) {
      Note note = called.of(v);
      Expr u = LEFT_SINGULAR_VECTORS.of(note, a, f);
      return u.mult(turned(note, v, SINGULAR_VALUES.of(note, a, f), yBar).transpose());
    }
  };

  final String label;

  FactorPart(String label) {
    this.label = label;
  }

  /** Where the part starts in the packed factor. */
  abstract int firstRow(Shape a);

  abstract Shape partOf(Shape a);

  /**
   * The cotangent of a.
   *
   * @param called what the part y was made for
   */
  abstract Expr aBar(Note called, Expr a, Expr factor, Expr y, Expr yBar);

  Expr of(Expr a, Expr factor) {
    return of(Note.of(label), a, factor);
  }

  /** The same for what the user called. */
  Expr of(Note called, Expr a, Expr factor) {
    return Expr.apply(new PartOfFactor(this, called), a, factor);
  }

  private static Expr r(Expr a, Expr factor) {
    return QR_R.of(a, factor);
  }

  /** x R^-T, for the derivative of what the user called. */
  private static Expr divideByR(Note called, Expr x, Expr r) {
    return SolveTriangular.ofQr(x.rows(), called, r, x.transpose()).transpose();
  }

  /** What the cotangent of the vectors on one side of a matrix is, before those of the other. */
  private static Expr turned(Note called, Expr vectors, Expr values, Expr yBar) {
    Expr product = vectors.transpose().mult(yBar);
    Expr turn = product.minus(product.transpose());
    GapQuotients.Kind gaps = GapQuotients.Kind.SQUARES_TIMES_B;
    Expr inside = vectors.mult(GapQuotients.between(gaps, called, values, turn, yBar));
    if (vectors.rows() == vectors.cols()) {
      return inside;
    }
    Expr outside = yBar.minus(vectors.mult(product));
    return inside.plus(GapQuotients.fromZero(called, values, outside, yBar));
  }
}
