// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

/** Multilayer perceptrons that classify: the last width is the number of classes. */
public final class SoftmaxMlp {
  private SoftmaxMlp() {}

  /** Widths from the number of features to the number of classes; the head is a softmax. */
  public static Mlp layers(int... widths) {
    return Mlp.layers(widths).head(Head.SOFTMAX);
  }
}
