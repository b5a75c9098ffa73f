// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

/**
 * The named optimizers. Each maker takes a rate, and the settings that are varied most; all others
 * are in the rule's record, which also has the formula, defaults, sources and where libraries
 * differ:
 *
 * <pre>{@code
 * adam(0.01)
 * adam(0.01).withRate(Schedules.cosine(0.01, 0, 10_000))
 * Optimizer.of(new Nadam().withMomentumDecay(0), 0.002)
 * adamW(0.001, 0.05).wrapped(Lookahead::new).with(GradientTransforms.clipByGlobalNorm(1))
 * }</pre>
 *
 * <p>A setting out of range throws {@link IllegalArgumentException} with the range and the value.
 */
public final class Optimizers {
  private Optimizers() {}

  // ---- descent and momentum

  /**
   * theta &lt;- theta - alpha g, {@link GradientDescent}; on one sample or a mini-batch this is
   * stochastic gradient descent.
   *
   * @param rate alpha, above 0
   */
  public static Optimizer gradientDescent(double rate) {
    return Optimizer.of(new GradientDescent(), rate);
  }

  /** {@link Sgd} as PyTorch has it, with a velocity that the rate stays out of. */
  public static Optimizer sgd(double rate, double momentum) {
    return Optimizer.of(new Sgd().withMomentum(momentum), rate);
  }

  /** v &lt;- 0.9 v + alpha g, theta &lt;- theta - v, {@link Momentum}. */
  public static Optimizer momentum(double rate) {
    return momentum(rate, 0.9);
  }

  /** v &lt;- gamma v + alpha g, theta &lt;- theta - v, {@link Momentum}. */
  public static Optimizer momentum(double rate, double gamma) {
    return Optimizer.of(new Momentum(gamma), rate);
  }

  /** v &lt;- 0.9 v + 0.1 g, theta &lt;- theta - alpha v, {@link MomentumAveraged}. */
  public static Optimizer momentumAveraged(double rate) {
    return momentumAveraged(rate, 0.9);
  }

  /** v &lt;- beta v + (1 - beta) g, theta &lt;- theta - alpha v, {@link MomentumAveraged}. */
  public static Optimizer momentumAveraged(double rate, double beta) {
    return Optimizer.of(new MomentumAveraged(beta), rate);
  }

  /** v &lt;- 0.9 v + alpha g, theta &lt;- theta - (0.9 v + alpha g), {@link Nesterov}. */
  public static Optimizer nesterov(double rate) {
    return nesterov(rate, 0.9);
  }

  /** v &lt;- gamma v + alpha g, theta &lt;- theta - (gamma v + alpha g), {@link Nesterov}. */
  public static Optimizer nesterov(double rate, double gamma) {
    return Optimizer.of(new Nesterov(gamma), rate);
  }

  /** Descent, evaluated at avg &lt;- 0.1 theta + 0.9 avg, {@link AveragedSgd}. */
  public static Optimizer averagedSgd(double rate) {
    return averagedSgd(rate, 0.1);
  }

  /** Descent, evaluated at avg &lt;- beta theta + (1 - beta) avg, {@link AveragedSgd}. */
  public static Optimizer averagedSgd(double rate, double beta) {
    return Optimizer.of(new AveragedSgd(beta), rate);
  }

  /** {@link Asgd}: a rate that falls and the mean of late steps, as PyTorch's ASGD. */
  public static Optimizer asgd(double rate) {
    return Optimizer.of(new Asgd(), rate);
  }

  /** Descent with noise N(0, 0.01 / t^0.55) on gradients, {@link GradientTransforms#addNoise}. */
  public static Optimizer noisySgd(double rate, long seed) {
    return gradientDescent(rate).with(GradientTransforms.addNoise(0.01, 0.55, seed));
  }

  /** theta &lt;- theta - alpha (2 g - p), p the last gradient, {@link OptimisticDescent}. */
  public static Optimizer optimisticDescent(double rate) {
    return Optimizer.of(new OptimisticDescent(), rate);
  }

  /** theta &lt;- theta - min((loss - least) / ||g||^2, 1) g, {@link PolyakSgd}. */
  public static Optimizer polyakSgd(double least) {
    return Optimizer.of(new PolyakSgd().withLeast(least), 1);
  }

  /** theta &lt;- theta - alpha sign(g), {@link SignSgd}. */
  public static Optimizer signSgd(double rate) {
    return Optimizer.of(new SignSgd(), rate);
  }

  /** {@link Rprop}, whose first step is the rate. */
  public static Optimizer rprop(double rate) {
    return Optimizer.of(new Rprop(), rate);
  }

  /** {@link ScheduleFreeSgd}, evaluated at the mean of its path. */
  public static Optimizer scheduleFreeSgd(double rate) {
    return Optimizer.of(new ScheduleFreeSgd(), rate);
  }

  // ---- rates for each element

  /** s &lt;- s + g^2, theta &lt;- theta - alpha g / (sqrt(s) + 1e-10), {@link AdaGrad}. */
  public static Optimizer adaGrad(double rate) {
    return Optimizer.of(new AdaGrad(), rate);
  }

  /** {@link AdaDelta} with rate 1. */
  public static Optimizer adaDelta() {
    return Optimizer.of(new AdaDelta(), 1);
  }

  /** {@link Adafactor}, at most at this rate, 0.01 in the paper. */
  public static Optimizer adafactor(double rate) {
    return Optimizer.of(new Adafactor(), rate);
  }

  /** {@link Sm3}: AdaGrad with one number for each row and column. */
  public static Optimizer sm3(double rate) {
    return Optimizer.of(new Sm3(), rate);
  }

  /** {@link RmsProp} with rate 0.001 and rho 0.9. */
  public static Optimizer rmsProp() {
    return rmsProp(0.001);
  }

  /** v &lt;- 0.9 v + 0.1 g^2, theta &lt;- theta - alpha g / (sqrt(v) + 1e-8), {@link RmsProp}. */
  public static Optimizer rmsProp(double rate) {
    return rmsProp(rate, 0.9);
  }

  /** The same with another weight of the past. */
  public static Optimizer rmsProp(double rate, double rho) {
    return Optimizer.of(new RmsProp(rho), rate);
  }

  // ---- Adam and its kin

  /** {@link Adam} with rate 0.001, beta1 0.9 and beta2 0.999. */
  public static Optimizer adam() {
    return adam(0.001);
  }

  /** theta &lt;- theta - alpha mHat / (sqrt(vHat) + 1e-8), beta1 0.9, beta2 0.999, {@link Adam}. */
  public static Optimizer adam(double rate) {
    return adam(rate, 0.9, 0.999);
  }

  /** The same with other weights of the past. */
  public static Optimizer adam(double rate, double beta1, double beta2) {
    return Optimizer.of(new Adam(beta1, beta2), rate);
  }

  /** {@link Adam} after {@link WeightDecay} by alpha lambda; 0.01 in PyTorch. */
  public static Optimizer adamW(double rate, double lambda) {
    return Optimizer.of(new WeightDecay(new Adam(), lambda), rate);
  }

  /** {@link AmsGrad}: Adam with rates that never rise. */
  public static Optimizer amsGrad(double rate) {
    return Optimizer.of(new AmsGrad(), rate);
  }

  /** {@link AdaMax}: Adam with a maximum in the place of the root. */
  public static Optimizer adaMax(double rate) {
    return Optimizer.of(new AdaMax(), rate);
  }

  /** {@link Nadam}: Adam with Nesterov's momentum. */
  public static Optimizer nadam(double rate) {
    return Optimizer.of(new Nadam(), rate);
  }

  /** {@link Radam}: Adam that warms up by itself. */
  public static Optimizer radam(double rate) {
    return Optimizer.of(new Radam(), rate);
  }

  /** {@link AdaBelief}: Adam with squares of surprises. */
  public static Optimizer adaBelief(double rate) {
    return Optimizer.of(new AdaBelief(), rate);
  }

  /** {@link Adan}: Adam with differences of gradients. */
  public static Optimizer adan(double rate) {
    return Optimizer.of(new Adan(), rate);
  }

  /** {@link Yogi}: Adam whose squares fall slowly. */
  public static Optimizer yogi(double rate) {
    return Optimizer.of(new Yogi(), rate);
  }

  /** {@link NovoGrad}: one second moment for each parameter. */
  public static Optimizer novoGrad(double rate) {
    return Optimizer.of(new NovoGrad(), rate);
  }

  /** {@link Lion}: signs of a momentum. */
  public static Optimizer lion(double rate) {
    return Optimizer.of(new Lion(), rate);
  }

  /** {@link OptimisticAdam}, for games. */
  public static Optimizer optimisticAdam(double rate) {
    return Optimizer.of(new OptimisticAdam(), rate);
  }

  /** {@link ScheduleFreeAdamW}, evaluated at the mean of its path. */
  public static Optimizer scheduleFreeAdamW(double rate) {
    return Optimizer.of(new ScheduleFreeAdamW(), rate);
  }

  // ---- rates for each parameter

  /** {@link Fromage}: the rate is the relative change. */
  public static Optimizer fromage(double rate) {
    return Optimizer.of(new Fromage(), rate);
  }

  /** {@link Lamb}: Adam for very large batches. */
  public static Optimizer lamb(double rate) {
    return Optimizer.of(new Lamb(), rate);
  }

  /** {@link Lars}: momentum for very large batches. */
  public static Optimizer lars(double rate) {
    return Optimizer.of(new Lars(), rate);
  }

  /** {@link Muon}, for hidden weight matrices. */
  public static Optimizer muon(double rate) {
    return Optimizer.of(new Muon(), rate);
  }
}
