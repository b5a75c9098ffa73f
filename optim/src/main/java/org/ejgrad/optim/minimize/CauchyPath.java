// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/**
 * The first minimizer of the quadratic model along the projected gradient path (Byrd, Lu, Nocedal,
 * Zhu 1995, algorithm CP): which elements rest at a bound is decided here.
 */
final class CauchyPath {
  private final double[] point;

  /** W'(point - x). */
  private final double[] moved;

  private CauchyPath(double[] point, double[] moved) {
    this.point = point;
    this.moved = moved;
  }

  double[] point() {
    return point;
  }

  double[] moved() {
    return moved;
  }

  static CauchyPath of(Point from, Bounds bounds, CompactHessian hessian) {
    double[] x = from.x();
    double[] g = from.gradient();
    int n = x.length;
    double[] breaks = new double[n];
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      breaks[i] = breakPoint(x[i], g[i], bounds, i);
      if (breaks[i] > 0) {
        d[i] = -g[i];
      } else {
        // At its bound already: it neither moves nor meets another.
        breaks[i] = Double.POSITIVE_INFINITY;
      }
    }
    Breakpoints next = new Breakpoints(breaks);
    double[] cauchy = x.clone();
    double[] p = hessian.projected(d);
    double[] c = new double[hessian.width()];
    double slope = -Vectors.dot(d, d);
    double curvature = -hessian.theta() * slope - Vectors.dot(p, hessian.middle(p));
    double reached = 0;
    double toMinimum = -slope / curvature;
    while (!next.isEmpty() && slope < 0 && toMinimum >= next.distance() - reached) {
      int b = next.remove();
      double stride = breaks[b] - reached;
      reached = breaks[b];
      cauchy[b] = d[b] > 0 ? bounds.upper(b) : bounds.lower(b);
      double z = cauchy[b] - x[b];
      Vectors.addScaled(c, stride, p);
      double[] row = hessian.row(b);
      double[] mRow = hessian.middle(row);
      slope +=
          stride * curvature
              + g[b] * g[b]
              + hessian.theta() * g[b] * z
              - g[b] * Vectors.dot(mRow, c);
      curvature -=
          hessian.theta() * g[b] * g[b]
              + 2 * g[b] * Vectors.dot(mRow, p)
              + g[b] * g[b] * Vectors.dot(mRow, row);
      Vectors.addScaled(p, g[b], row);
      d[b] = 0;
      toMinimum = curvature > 0 ? -slope / curvature : 0;
    }
    double rest = slope < 0 ? Math.max(toMinimum, 0) : 0;
    if (Double.isFinite(rest)) {
      reached += rest;
      Vectors.addScaled(c, rest, p);
      for (int i = 0; i < n; i++) {
        if (d[i] != 0) {
          cauchy[i] = bounds.clip(i, x[i] + reached * d[i]);
        }
      }
    }
    return new CauchyPath(cauchy, c);
  }

  /** How far along the path element i meets its bound; infinite if never. */
  private static double breakPoint(double x, double g, Bounds bounds, int i) {
    if (g == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return (x - (g < 0 ? bounds.upper(i) : bounds.lower(i))) / g;
  }
}
