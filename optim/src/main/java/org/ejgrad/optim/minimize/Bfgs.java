// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * BFGS: d = -H g, with H an estimate of the inverse Hessian that learns from the step s and the
 * change of the gradient y (Nocedal and Wright 2006, equation (6.17)); the first H is s'y / y'y I.
 */
record Bfgs() implements Method {
  @Override
  public String name() {
    return "bfgs";
  }

  @Override
  public Steps begin(Evaluator f, NamedMatrices memory) {
    return new LineSearchSteps(
        f, new Inverse(memory, f.size()), StepSearch.StrongWolfe.ROUGH, memory);
  }

  private static final class Inverse implements Direction {
    /** H; empty before the first step. */
    private DMatrixRMaj inverse = new DMatrixRMaj(0, 0);

    Inverse(NamedMatrices memory, int n) {
      if (memory.has("inverse Hessian")) {
        inverse = memory.matrix("inverse Hessian", n, n);
        memory.finiteVector("inverse Hessian", n * n);
      }
    }

    @Override
    public double[] at(Point from) {
      return Vectors.scaled(-1, knowsLength() ? times(from.gradient()) : from.gradient());
    }

    private double[] times(double[] vector) {
      DMatrixRMaj column = new DMatrixRMaj(vector.length, 1, true, vector);
      return CommonOps_DDRM.mult(inverse, column, null).data;
    }

    @Override
    public void learn(Point from, double[] direction, Point to) {
      double[] s = Vectors.minus(to.x(), from.x());
      double[] y = Vectors.minus(to.gradient(), from.gradient());
      double sy = Vectors.dot(s, y);
      if (!Secant.isUsable(s, y, sy)) {
        return;
      }
      if (!knowsLength()) {
        inverse = CommonOps_DDRM.identity(s.length);
        CommonOps_DDRM.scale(sy / Vectors.dot(y, y), inverse);
      }
      // H + (1 + y'Hy / s'y) s s' / s'y - (Hy s' + s y'H) / s'y
      double[] hy = times(y);
      double outer = (1 + Vectors.dot(y, hy) / sy) / sy;
      int n = s.length;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          inverse.data[i * n + j] += outer * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
        }
      }
    }

    @Override
    public boolean forget() {
      boolean had = knowsLength();
      inverse = new DMatrixRMaj(0, 0);
      return had;
    }

    @Override
    public boolean knowsLength() {
      return inverse.numRows > 0;
    }

    @Override
    public void save(NamedMatrices memory) {
      if (knowsLength()) {
        memory.put("inverse Hessian", inverse);
      }
    }
  }
}
