// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.kernels.DoubleRowKernels;
import org.ejgrad.ops.kernels.FloatRowKernels;
import org.ejgrad.ops.kernels.KernelTier;
import org.ejgrad.ops.kernels.KernelTiers;

/** Functions of whole rows around the softmax; each has a loop of its own for its stability. */
enum RowOps implements ExprOp {
  /** y_i = log sum_j exp(x_ij), m x 1. Cotangent: xBar_ij = yBar_i softmax(x)_ij. */
  LOG_SUM_EXP_ROWS("logSumExpRows") {
    @Override
    Kernel ofDouble(int cols) {
      double[] scratch = new double[DoubleRowKernels.scratchOfRows(cols)];
      return (x, y) ->
          TIER.logSumExpRows(
              x[0].doubles(), x[0].at(), y.doubles(), y.at(), y.rows(), cols, scratch);
    }

    @Override
    Kernel ofFloat(int cols) {
      float[] scratch = new float[FloatRowKernels.scratchOfRows(cols)];
      return (x, y) ->
          TIER.logSumExpRows(x[0].floats(), x[0].at(), y.floats(), y.at(), y.rows(), cols, scratch);
    }

    @Override
    Expr xBar(Expr x, Expr y, Expr yBar) {
      return yBar.broadcast(x.shape()).carry(x.softmaxRows());
    }
  },
  /** y_ij = exp(x_ij) / sum_k exp(x_ik). Cotangent: y_ij (yBar_ij - sum_k yBar_ik y_ik). */
  SOFTMAX_ROWS("softmaxRows") {
    @Override
    Kernel ofDouble(int cols) {
      return (x, y) ->
          TIER.softmaxRows(x[0].doubles(), x[0].at(), y.doubles(), y.at(), y.rows(), cols);
    }

    @Override
    Kernel ofFloat(int cols) {
      return (x, y) ->
          TIER.softmaxRows(x[0].floats(), x[0].at(), y.floats(), y.at(), y.rows(), cols);
    }

    @Override
    Expr xBar(Expr x, Expr y, Expr yBar) {
      return yBar.minus(yBar.carry(y).sumRows()).carry(y);
    }
  },
  /** y_ij = x_ij - logSumExp(x)_i. Cotangent: yBar_ij - softmax(x)_ij sum_k yBar_ik. */
  LOG_SOFTMAX_ROWS("logSoftmaxRows") {
    @Override
    Kernel ofDouble(int cols) {
      double[] scratch = new double[DoubleRowKernels.scratchOfRows(cols)];
      return (x, y) ->
          TIER.logSoftmaxRows(
              x[0].doubles(), x[0].at(), y.doubles(), y.at(), y.rows(), cols, scratch);
    }

    @Override
    Kernel ofFloat(int cols) {
      float[] scratch = new float[FloatRowKernels.scratchOfRows(cols)];
      return (x, y) ->
          TIER.logSoftmaxRows(
              x[0].floats(), x[0].at(), y.floats(), y.at(), y.rows(), cols, scratch);
    }

    @Override
    Expr xBar(Expr x, Expr y, Expr yBar) {
      return yBar.minus(yBar.sumRows().broadcast(x.shape()).carry(x.softmaxRows()));
    }
  };

  private static final KernelTier TIER = KernelTiers.chosen();

  private final String label;

  RowOps(String label) {
    this.label = label;
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    return RowRule.each(true);
  }

  abstract Kernel ofDouble(int cols);

  abstract Kernel ofFloat(int cols);

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int cols = inputs.get(0).cols();
    return precision == Precision.FLOAT64 ? ofDouble(cols) : ofFloat(cols);
  }

  abstract Expr xBar(Expr x, Expr y, Expr yBar);

  @Override
  public String label() {
    return label;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.cols() == 0 && x.rows() > 0) {
      throw ShapeMismatchException.violated("rows must not be empty");
    }
    return this == LOG_SUM_EXP_ROWS ? Shape.of(x.rows(), 1) : x;
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(xBar(x.get(0), y, yBar));
  }
}
