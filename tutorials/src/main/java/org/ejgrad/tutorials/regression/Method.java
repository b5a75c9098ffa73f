// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.util.function.DoubleFunction;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;

/** The seven ways: how many rows a step looks at, and what it does with their mean gradient. */
enum Method {
  GRADIENT_DESCENT("gradient descent", Batch.ALL, Optimizers::gradientDescent),
  ONE_SAMPLE("one-sample SGD", Batch.ONE, Optimizers::gradientDescent),
  MINI_BATCH("mini-batch SGD", Batch.MINI, Optimizers::gradientDescent),
  MOMENTUM("momentum", Batch.MINI, rate -> Optimizers.momentum(rate, 0.9)),
  ADAGRAD("AdaGrad", Batch.MINI, Optimizers::adaGrad),
  RMSPROP("RMSProp", Batch.MINI, Optimizers::rmsProp),
  ADAM("Adam", Batch.MINI, Optimizers::adam);

  /** The rows of a step. */
  enum Batch {
    ALL,
    ONE,
    MINI;

    static final int MINI_ROWS = 32;

    int rows(int all) {
      return switch (this) {
        case ALL -> all;
        case ONE -> 1;
        case MINI -> Math.min(MINI_ROWS, all);
      };
    }
  }

  private final String label;
  private final Batch batch;
  private final DoubleFunction<Optimizer> optimizer;

  Method(String label, Batch batch, DoubleFunction<Optimizer> optimizer) {
    this.label = label;
    this.batch = batch;
    this.optimizer = optimizer;
  }

  String label() {
    return label;
  }

  Setting at(double rate) {
    return new Setting(label, batch, rate, optimizer.apply(rate));
  }

  /** One cell of a sweep: what is run, under the name it has in tables and charts. */
  record Setting(String name, Batch batch, double rate, Optimizer optimizer) {}
}
