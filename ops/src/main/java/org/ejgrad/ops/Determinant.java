// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/** Functions of the determinant d of a, by the LU factor of a. */
enum Determinant implements RoundingAwareOp {
  /** y = d, also of a singular matrix. Cotangent: yBar C for the matrix C of cofactors. */
  DETERMINANT("determinant") {
    @Override
    MatrixKernel.Work work(Shape a, double epsilon) {
      boolean[] seen = new boolean[a.rows()];
      ScaledProduct product = new ScaledProduct();
      return (x, y) -> {
        LuFactor.determinant(x[1], seen, product);
        y.data[0] = product.value();
      };
    }

    @Override
    Expr aBar(Expr a, Expr lu, Expr y, Expr yBar) {
      return yBar.broadcast(a.shape()).elementMult(CofactorMatrix.apply(note(y), a, lu));
    }
  },
  /** y = log |d|. Cotangent: yBar a^-T. */
  LOG_DETERMINANT("logDeterminant") {
    @Override
    MatrixKernel.Work work(Shape a, double epsilon) {
      return (x, y) -> {
        LuFactor.requireRegular(x[0], x[1], epsilon);
        double sum = 0;
        for (int i = 0; i < x[1].numCols; i++) {
          sum += Math.log(Math.abs(x[1].get(i, i)));
        }
        y.data[0] = sum;
      };
    }

    @Override
    Expr aBar(Expr a, Expr lu, Expr y, Expr yBar) {
      return yBar.broadcast(a.shape()).elementMult(inverseTransposed(note(y), a, lu));
    }
  };

  private final String label;

  Determinant(String label) {
    this.label = label;
  }

  /**
   * The code that computes it.
   *
   * @param epsilon of the numbers of a
   */
  abstract MatrixKernel.Work work(Shape a, double epsilon);

  abstract Expr aBar(Expr a, Expr lu, Expr y, Expr yBar);

  Note note(Expr y) {
    return Note.of(calledAs()).of(y);
  }

  /** W = a^-T, for what the user called. */
  static Expr inverseTransposed(Note called, Expr a, Expr lu) {
    return Solve.apply(true, called, a, lu, LinearAlgebra.identity(a.rows()));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String calledAs() {
    return label;
  }

  @Override
  public String role(int input, int count) {
    return input == 0 ? "a" : "lu";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
  }

  /** Notes the user's line, also where only reverse rules fail. */
  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.SCALAR;
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    return new MatrixKernel(2, work(inputs.get(0), Numerics.epsilon(kept)));
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(aBar(x.get(0), x.get(1), y, yBar));
  }
}
