// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import java.util.List;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * A model is nothing but graphs: given features and parameters as expressions, it says what the
 * predictions and the loss are. It holds its parameters, but its expressions take them as
 * arguments, so that the same model can be evaluated at other values, such as averages. Implement
 * this for a model of your own; {@link Network} covers regressions and multilayer perceptrons.
 */
public interface Model {
  /** The parameters, made by {@link org.ejgrad.ops.Autograd#parameter}, in a fixed order. */
  List<Expr> parameters();

  /** Number of columns of a feature matrix. */
  int featureCount();

  /** Number of columns of a target matrix. */
  int targetCount();

  /**
   * What a user of the model wants to know: values, or probabilities; a row for each row of x.
   *
   * @param x rows x featureCount
   * @param parameters in the order and shapes of {@link #parameters}
   */
  Expr predictions(Expr x, List<Expr> parameters);

  /**
   * What training makes small, 1 x 1.
   *
   * @param x rows x featureCount
   * @param targets rows x targetCount
   * @param parameters in the order and shapes of {@link #parameters}
   */
  Expr loss(Expr x, Expr targets, List<Expr> parameters);

  /**
   * The predictions for these features at the present parameters.
   *
   * @param features rows x featureCount. Not modified.
   * @return a matrix of the caller's own
   */
  default DMatrixRMaj predict(DMatrixRMaj features) {
    return new Predictor(this, parameters()).predict(features);
  }
}
