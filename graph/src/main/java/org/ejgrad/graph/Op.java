// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.List;

/**
 * What a node computes: the contract every operation fulfils. An op is a value: two ops that are
 * {@code equal} and have the same inputs compute the same numbers, and the compiler merges them. An
 * op that must never be merged keeps identity equality.
 *
 * <p>An {@link ElementwiseOp} works on ranges, a {@link MatrixOp} on whole EJML matrices; others
 * say by {@link #rows} how they can be cut into blocks of rows. The compiler asks for nothing more
 * concrete.
 */
public interface Op {
  /** Lower-case name for messages and printed graphs, with settings if any: {@code scale(2.0)}. */
  String label();

  /**
   * What messages say was called, where that is not the op itself but a method that is made of ops:
   * a factorization inside a solve is refused in the name of the solve.
   */
  default String calledAs() {
    return label();
  }

  /**
   * The shape rule: the result's shape for inputs of these shapes.
   *
   * @throws ShapeMismatchException made by {@link ShapeMismatchException#violated}, if the inputs
   *     do not fit; the node that is being made adds operands and the user's line
   */
  Shape shape(List<Shape> inputs);

  /**
   * The reverse rule, as a graph: given y = op(x1..xn) and the cotangent yBar of y, the cotangents
   * of the {@linkplain #differentiable differentiable} inputs, in their order. Each has its input's
   * shape. Never reads numbers.
   */
  List<Node> vjp(Node y, Node yBar);

  /**
   * The same for a rule that can use what else the reverse pass knows: of a cotangent that is not
   * {@linkplain Demand#wants wanted} only the shape matters, and where there is a {@linkplain
   * Demand#selected selection} a product leaves out what meets a cotangent of 0. Rules that meet
   * slopes by a product in which 0 times anything is 0, or that move elements only, need not care.
   */
  default List<Node> vjp(Node y, Node yBar, Demand demand) {
    return vjp(y, yBar);
  }

  /**
   * Whether a derivative flows to input number {@code input}. Labels, indices and conditions answer
   * false; {@link #vjp} then leaves them out.
   */
  default boolean differentiable(int input) {
    return true;
  }

  /**
   * Whether the result may ignore elements of input number {@code input}, whatever they hold, as a
   * selection does: their cotangents are exactly 0, and so is all that they contribute to others.
   */
  default boolean selects(int input) {
    return false;
  }

  /**
   * Whether the numbers of the result are computed with those of input number {@code input}. A
   * token that is only waited for, or a matrix that is only asked where it is used, answer false.
   */
  default boolean computesWith(int input) {
    return true;
  }

  /** What messages call input number {@code input} of {@code count}. */
  default String role(int input, int count) {
    return count == 1 ? "x" : count == 2 ? (input == 0 ? "a" : "b") : "x" + (input + 1);
  }

  /**
   * A cheaper node with the same bits as {@code y}, an application of this op, or {@code y} itself.
   * The compiler asks once for each node, inputs first.
   */
  default Node rewrite(Node y) {
    return y;
  }

  /**
   * How rows of the result hang on rows of the inputs, for inputs of these shapes. An op that does
   * not say is run on whole matrices.
   */
  default RowRule rows(List<Shape> inputs) {
    return RowRule.WHOLE;
  }

  /**
   * The code that computes this op.
   *
   * @param inputs shapes of the whole inputs; blocks that are cut from them have fewer rows, or one
   *     row and fewer columns
   * @param precision that of the result's blocks, and where {@link #numbers} says so of all
   */
  Kernel kernel(List<Shape> inputs, Precision precision);

  /**
   * The same for an op that must tell rounding errors from numbers, as of a rank.
   *
   * @param kept float if the program keeps an input or the result in float, whatever the kernel
   *     computes in: more digits than that are not known
   */
  default Kernel kernel(List<Shape> inputs, Precision precision, Precision kept) {
    return kernel(inputs, precision);
  }

  /**
   * About how many additions of two numbers in the cache take as long as computing this; decides
   * whether threads pay.
   */
  default double cost(List<Shape> inputs, Shape result) {
    double cost = result.elements();
    for (Shape input : inputs) {
      cost = Math.max(cost, input.elements());
    }
    return cost;
  }

  /**
   * Bytes that a kernel keeps for values of its own, as that of an op with a program inside; they
   * count as memory of the program around it.
   *
   * @param kept as of {@link #kernel(List, Precision, Precision)}
   */
  default long bytes(List<Shape> inputs, Precision kept) {
    return 0;
  }

  /** Which blocks the kernel takes. */
  default Numbers numbers() {
    return Numbers.DOUBLE;
  }

  /** What a kernel can compute on. Where a program holds its values otherwise, it converts them. */
  enum Numbers {
    /** Blocks of {@link Precision#FLOAT64}. */
    DOUBLE,
    /** Blocks that are all of the precision the kernel was asked for. */
    ONE_TYPE,
    /** Blocks of either precision as they come, by {@link Block#get} and {@link Block#set}. */
    ANY_TYPE
  }

  /**
   * Whether the kernel may write its result over an input of the same shape, element by element.
   */
  default boolean inPlace() {
    return false;
  }

  /** Graphs of its own that it runs, or computes again. */
  default List<Subgraph> graphs() {
    return List.of();
  }

  /** Whether running may fail, so that the node notes the user's line when it is made. */
  default boolean mayFail() {
    return false;
  }
}
