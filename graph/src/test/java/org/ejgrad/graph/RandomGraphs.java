// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;

/** Small graphs drawn from a seed: shared nodes, equal nodes, constants, all ops of this module. */
final class RandomGraphs {
  private static final int[] SIDES = {1, 2, 3};

  private final SplittableRandom random;
  private final List<Node> nodes = new ArrayList<>();

  private RandomGraphs(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One to four results of a graph of up to 40 nodes over constants and cells. */
  static List<Node> results(long seed) {
    return new RandomGraphs(seed).draw();
  }

  /** All nodes that a result needs. */
  static List<Node> needed(Node result) {
    NodeList list = NodeList.of(List.of(result));
    List<Node> needed = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      needed.add(list.node(i));
    }
    return needed;
  }

  private List<Node> draw() {
    nodes.add(Node.constant(0.5));
    nodes.add(Node.constant(0.5));
    for (int rows : SIDES) {
      for (int cols : SIDES) {
        nodes.add(new Cell("w" + rows + cols, matrix(rows, cols)).node());
        nodes.add(Node.constant(matrix(rows, cols)));
      }
    }
    int leaves = nodes.size();
    int steps = 3 + random.nextInt(38);
    for (int i = 0; i < steps; i++) {
      nodes.add(step());
    }
    List<Node> results = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      // Now and then a leaf is itself a result.
      int from = random.nextInt(8) == 0 ? 0 : leaves;
      results.add(
          i == 0
              ? nodes.get(nodes.size() - 1)
              : nodes.get(from + random.nextInt(nodes.size() - from)));
    }
    return results;
  }

  private Node step() {
    Node x = any();
    return switch (random.nextInt(9)) {
      case 0 -> Structure.add(x, like(x));
      case 1 -> TestOps.times(x, like(x));
      case 2 -> TestOps.sine(x);
      case 3 -> TestOps.flip(x);
      case 4 -> Structure.stopGradient(x);
      case 5 -> Structure.named(x, "n" + nodes.size());
      case 6 -> Node.apply(new SumTo(shrunk(x.shape())), x);
      case 7 -> Node.apply(new Broadcast(grown(x.shape())), x);
      default -> again(x);
    };
  }

  private Node any() {
    // Half of the time one of the last, so that graphs grow deep and leave little unused.
    int recent = random.nextBoolean() ? Math.min(8, nodes.size()) : nodes.size();
    return nodes.get(nodes.size() - 1 - random.nextInt(recent));
  }

  /** Another node of the same shape, often the same one. */
  private Node like(Node x) {
    for (int tries = 0; tries < 6; tries++) {
      Node other = any();
      if (other.shape().equals(x.shape())) {
        return other;
      }
    }
    return x;
  }

  /** A second node with an equal op on the same inputs. */
  private static Node again(Node x) {
    return x instanceof Node.Application application
        ? Node.apply(application.operation(), application.inputArray())
        : Node.apply(new TestOps.Sine(1), x);
  }

  private Shape shrunk(Shape shape) {
    return Shape.of(
        random.nextBoolean() ? 1 : shape.rows(), random.nextBoolean() ? 1 : shape.cols());
  }

  private Shape grown(Shape shape) {
    return Shape.of(
        shape.rows() == 1 ? SIDES[random.nextInt(3)] : shape.rows(),
        shape.cols() == 1 ? SIDES[random.nextInt(3)] : shape.cols());
  }

  private DMatrixRMaj matrix(int rows, int cols) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, cols);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.data[i] = random.nextInt(6) == 0 ? -0.0 : 2 * random.nextDouble() - 1;
    }
    return matrix;
  }
}
