// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

import java.util.List;
import java.util.Locale;
import org.ejgrad.graph.Program;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.Epsilon;
import org.ejgrad.optim.Lookahead;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;
import org.ejgrad.optim.ParameterGradient;
import org.ejgrad.optim.RmsProp;
import org.ejgrad.optim.Sgd;

/**
 * How many arrays of the parameter's size a step of each rule reads and writes at least, by its
 * formula: theta, the gradient g, and each array of state once, and once more for each pass over
 * them, since a norm is known only after all elements were read. A row for every maker of {@link
 * Optimizers}, of the same name.
 */
public enum RuleTraffic {
  GRADIENT_DESCENT(Optimizers.gradientDescent(1e-3), 2, 1),
  MOMENTUM(Optimizers.momentum(1e-3), 3, 2),
  MOMENTUM_AVERAGED(Optimizers.momentumAveraged(1e-3), 3, 2),
  NESTEROV(Optimizers.nesterov(1e-3), 3, 2),
  AVERAGED_SGD(Optimizers.averagedSgd(1e-3), 3, 2),
  SGD(Optimizer.of(new Sgd(0.9, 0, true, 0), 1e-3), 3, 2),
  ASGD(Optimizers.asgd(1e-3), 3, 2),
  NOISY_SGD(Optimizers.noisySgd(1e-3, 5), 2, 1, Bound.NUMBERS, "computes normal numbers"),
  OPTIMISTIC_DESCENT(Optimizers.optimisticDescent(1e-3), 3, 2),
  POLYAK_SGD(Optimizers.polyakSgd(0), 3, 1, "norm of g; theta, g"),
  SIGN_SGD(Optimizers.signSgd(1e-3), 2, 1),
  RPROP(Optimizers.rprop(1e-3), 4, 3),
  SCHEDULE_FREE_SGD(Optimizers.scheduleFreeSgd(1e-3), 3, 3),
  ADA_GRAD(Optimizers.adaGrad(1e-3), 3, 2),
  ADA_DELTA(Optimizers.adaDelta(), 4, 3),
  ADAFACTOR(Optimizers.adafactor(1e-3), 5, 1, "sums and norm of g, theta; norm of u; theta, g"),
  SM3(Optimizers.sm3(1e-3), 3, 2),
  RMS_PROP(Optimizers.rmsProp(1e-3), 3, 2),
  RMS_PROP_CENTRED(Optimizer.of(new RmsProp(0.9, 1e-3, Epsilon.OUTSIDE, true, 0.5), 1e-3), 5, 4),
  ADAM(Optimizers.adam(1e-3), 4, 3),
  ADAM_W(Optimizers.adamW(1e-3, 1e-2), 4, 3),
  AMS_GRAD(Optimizers.amsGrad(1e-3), 5, 4),
  ADA_MAX(Optimizers.adaMax(1e-3), 4, 3),
  NADAM(Optimizers.nadam(1e-3), 4, 3),
  RADAM(Optimizers.radam(1e-3), 4, 3),
  OPTIMISTIC_ADAM(Optimizers.optimisticAdam(1e-3), 5, 4),
  ADA_BELIEF(Optimizers.adaBelief(1e-3), 4, 3),
  ADAN(Optimizers.adan(1e-3), 6, 5),
  YOGI(Optimizers.yogi(1e-3), 4, 3),
  NOVO_GRAD(Optimizers.novoGrad(1e-3), 4, 2, "norm of g; theta, g, m"),
  LION(Optimizers.lion(1e-3), 3, 2),
  SCHEDULE_FREE_ADAM_W(Optimizers.scheduleFreeAdamW(1e-3), 4, 4),
  FROMAGE(Optimizers.fromage(1e-3), 4, 1, "norms of theta, g; theta, g"),
  LAMB(Optimizers.lamb(1e-3), 7, 3, "m, v, norms of theta, r; theta, m, v"),
  LARS(Optimizers.lars(1e-3), 5, 2, "norms of theta, g; theta, g, v"),
  MUON(Optimizers.muon(1e-3), 3, 2, Bound.NUMBERS, "and 15 products of matrices"),
  LOOKAHEAD(Optimizers.adam(1e-3).wrapped(Lookahead::new), 5, 4);

  /** What a step of a large parameter waits for. */
  private enum Bound {
    MEMORY,
    NUMBERS
  }

  private static final int NUMBER_BYTES = Double.BYTES;

  private final Optimizer optimizer;
  private final int read;
  private final int written;
  private final Bound bound;
  private final String remark;

  RuleTraffic(Optimizer optimizer, int read, int written) {
    this(optimizer, read, written, "");
  }

  RuleTraffic(Optimizer optimizer, int read, int written, String remark) {
    this(optimizer, read, written, Bound.MEMORY, remark);
  }

  RuleTraffic(Optimizer optimizer, int read, int written, Bound bound, String remark) {
    this.optimizer = optimizer;
    this.read = read;
    this.written = written;
    this.bound = bound;
    this.remark = remark;
  }

  /** The maker's name in lower case with spaces. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Arrays that the formula reads. */
  public int read() {
    return read;
  }

  /** Arrays that it writes. */
  public int written() {
    return written;
  }

  /** Whether memory is what the formula waits for, and not computing. */
  public boolean isBoundByMemory() {
    return bound == Bound.MEMORY;
  }

  /** Passes, where there are more than one, and what else is to be known. */
  public String remark() {
    return remark;
  }

  /** Bytes that the formula reads and writes. */
  public long formulaBytes(int rows, int cols) {
    return (long) (read + written) * NUMBER_BYTES * rows * cols;
  }

  /**
   * The step alone: the gradient is an input, so is the loss, and parameter and state are in cells.
   */
  RuleStep step(int rows, int cols) {
    Optimizer fresh = optimizer.fresh();
    Expr theta = Autograd.parameter("theta", Seeded.normal(31, rows, cols, 1));
    Expr g = Autograd.input("g", rows, cols);
    Expr loss = Autograd.input("loss", 1, 1);
    List<ParameterGradient> pairs = List.of(new ParameterGradient(theta, g));
    Program program = Program.compile(List.of(), fresh.updates(pairs, loss));
    return new RuleStep(program, theta, g, loss, fresh);
  }
}
