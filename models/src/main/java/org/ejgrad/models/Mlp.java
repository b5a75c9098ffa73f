// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import java.util.List;
import java.util.Optional;

/**
 * Settings of a multilayer perceptron of any structure.
 *
 * <pre>{@code
 * Network circles = Mlp.layers(2, 8, 8, 1).activation(TANH).head(BINARY).seed(7).build();
 * }</pre>
 *
 * @param layers widths from the features to the outputs, at least two, each at least 1
 * @param activation of the hidden layers; default {@link Activation#SIGMOID}
 * @param head meaning of the outputs and loss; default {@link Head#LINEAR}
 * @param initializer of the weights; by default the one that suits the activation
 * @param seed of the initial weights; default 0
 */
public record Mlp(
    List<Integer> layers,
    Activation activation,
    Head head,
    Optional<Initializer> initializer,
    long seed) {
  public Mlp {
    layers = List.copyOf(layers);
    checkArgument(
        layers.size() >= 2 && layers.stream().allMatch(width -> width >= 1),
        "layers: at least two widths, each >= 1, from features to outputs, got %s",
        layers);
    int outputs = layers.get(layers.size() - 1);
    checkArgument(
        head != Head.BINARY || outputs == 1, "layers: a binary head has 1 output, got %s", layers);
    checkArgument(
        head != Head.SOFTMAX || outputs >= 2,
        "layers: a softmax head has an output for each of >= 2 classes, got %s",
        layers);
  }

  /** Widths from the number of features to the number of outputs. */
  public static Mlp layers(int... widths) {
    return new Mlp(Ints.asList(widths), Activation.SIGMOID, Head.LINEAR, Optional.empty(), 0);
  }

  /** What hidden layers apply. */
  public Mlp activation(Activation newActivation) {
    return new Mlp(layers, newActivation, head, initializer, seed);
  }

  /** What the outputs mean. */
  public Mlp head(Head newHead) {
    return new Mlp(layers, activation, newHead, initializer, seed);
  }

  /** How weights start. */
  public Mlp initializer(Initializer newInitializer) {
    return new Mlp(layers, activation, head, Optional.of(newInitializer), seed);
  }

  /** Which initial weights; equal seeds give equal weights. */
  public Mlp seed(long newSeed) {
    return new Mlp(layers, activation, head, initializer, newSeed);
  }

  /** The model, with parameters of its own. */
  public Network build() {
    return new Network(
        layers, activation, head, initializer.orElseGet(activation::initializer), seed);
  }
}
