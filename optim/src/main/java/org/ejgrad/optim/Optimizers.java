// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

/**
 * The named optimizers. Each maker takes a rate or a {@link Schedule} and the settings that are
 * varied most; the others are in the rule's record, which also has the formula, sources and where
 * libraries differ: {@code Optimizer.of(new Adam(0.9, 0.999, 1e-7, Epsilon.INSIDE), 0.01)}.
 *
 * <p>A setting out of range throws {@link IllegalArgumentException} with the range and the value.
 */
public final class Optimizers {
  private Optimizers() {}

  /**
   * theta &lt;- theta - alpha g, {@link GradientDescent}; on one sample or a mini-batch this is
   * stochastic gradient descent.
   *
   * @param rate alpha, above 0
   */
  public static Optimizer gradientDescent(double rate) {
    return Optimizer.of(new GradientDescent(), rate);
  }

  /** {@link GradientDescent} with a rate that changes. */
  public static Optimizer gradientDescent(Schedule rate) {
    return Optimizer.of(new GradientDescent(), rate);
  }

  /** v &lt;- 0.9 v + alpha g, theta &lt;- theta - v, {@link Momentum}. */
  public static Optimizer momentum(double rate) {
    return momentum(rate, 0.9);
  }

  /** v &lt;- gamma v + alpha g, theta &lt;- theta - v, {@link Momentum}. */
  public static Optimizer momentum(double rate, double gamma) {
    return momentum(Schedules.constant(rate), gamma);
  }

  /** {@link Momentum} with a rate that changes and the default gamma. */
  public static Optimizer momentum(Schedule rate) {
    return momentum(rate, 0.9);
  }

  /** {@link Momentum} with a rate that changes. */
  public static Optimizer momentum(Schedule rate, double gamma) {
    return Optimizer.of(new Momentum(gamma), rate);
  }

  /** v &lt;- 0.9 v + 0.1 g, theta &lt;- theta - alpha v, {@link MomentumAveraged}. */
  public static Optimizer momentumAveraged(double rate) {
    return momentumAveraged(rate, 0.9);
  }

  /** v &lt;- beta v + (1 - beta) g, theta &lt;- theta - alpha v, {@link MomentumAveraged}. */
  public static Optimizer momentumAveraged(double rate, double beta) {
    return momentumAveraged(Schedules.constant(rate), beta);
  }

  /** {@link MomentumAveraged} with a rate that changes and the default beta. */
  public static Optimizer momentumAveraged(Schedule rate) {
    return momentumAveraged(rate, 0.9);
  }

  /** {@link MomentumAveraged} with a rate that changes. */
  public static Optimizer momentumAveraged(Schedule rate, double beta) {
    return Optimizer.of(new MomentumAveraged(beta), rate);
  }

  /** v &lt;- 0.9 v + alpha g, theta &lt;- theta - (0.9 v + alpha g), {@link Nesterov}. */
  public static Optimizer nesterov(double rate) {
    return nesterov(rate, 0.9);
  }

  /** v &lt;- gamma v + alpha g, theta &lt;- theta - (gamma v + alpha g), {@link Nesterov}. */
  public static Optimizer nesterov(double rate, double gamma) {
    return nesterov(Schedules.constant(rate), gamma);
  }

  /** {@link Nesterov} with a rate that changes and the default gamma. */
  public static Optimizer nesterov(Schedule rate) {
    return nesterov(rate, 0.9);
  }

  /** {@link Nesterov} with a rate that changes. */
  public static Optimizer nesterov(Schedule rate, double gamma) {
    return Optimizer.of(new Nesterov(gamma), rate);
  }

  /** Descent, evaluated at avg &lt;- 0.1 theta + 0.9 avg, {@link AveragedSgd}. */
  public static Optimizer averagedSgd(double rate) {
    return averagedSgd(rate, 0.1);
  }

  /** Descent, evaluated at avg &lt;- beta theta + (1 - beta) avg, {@link AveragedSgd}. */
  public static Optimizer averagedSgd(double rate, double beta) {
    return averagedSgd(Schedules.constant(rate), beta);
  }

  /** {@link AveragedSgd} with a rate that changes and the default beta. */
  public static Optimizer averagedSgd(Schedule rate) {
    return averagedSgd(rate, 0.1);
  }

  /** {@link AveragedSgd} with a rate that changes. */
  public static Optimizer averagedSgd(Schedule rate, double beta) {
    return Optimizer.of(new AveragedSgd(beta), rate);
  }

  /** s &lt;- s + g^2, theta &lt;- theta - alpha g / (sqrt(s) + 1e-10), {@link AdaGrad}. */
  public static Optimizer adaGrad(double rate) {
    return Optimizer.of(new AdaGrad(), rate);
  }

  /** {@link AdaGrad} with a rate that changes. */
  public static Optimizer adaGrad(Schedule rate) {
    return Optimizer.of(new AdaGrad(), rate);
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
    return rmsProp(Schedules.constant(rate), rho);
  }

  /** {@link RmsProp} with a rate that changes and the default rho. */
  public static Optimizer rmsProp(Schedule rate) {
    return rmsProp(rate, 0.9);
  }

  /** {@link RmsProp} with a rate that changes. */
  public static Optimizer rmsProp(Schedule rate, double rho) {
    return Optimizer.of(new RmsProp(rho), rate);
  }

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
    return adam(Schedules.constant(rate), beta1, beta2);
  }

  /** {@link Adam} with a rate that changes. */
  public static Optimizer adam(Schedule rate) {
    return adam(rate, 0.9, 0.999);
  }

  /** The same with other weights of the past. */
  public static Optimizer adam(Schedule rate, double beta1, double beta2) {
    return Optimizer.of(new Adam(beta1, beta2), rate);
  }
}
