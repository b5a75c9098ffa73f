// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private static final Node ONE = Node.constant(1);

  private final Cell x = new Cell("x", new DMatrixRMaj(new double[][] {{0.3, -0.8}}));
  private final Cell w = new Cell("w", new DMatrixRMaj(new double[][] {{1.5, 0.4}}));

  /** sum of sin(sin(x w)) x. */
  private Node layer(Node argument) {
    Node inner = TestOps.sine(TestOps.sine(TestOps.times(argument, w.node())));
    return Structure.sumTo(TestOps.times(inner, argument), Shape.SCALAR);
  }

  private Node kept() {
    return Structure.checkpoint(arguments -> layer(arguments.get(0)), List.of(x.node()));
  }

  private static List<Node> gradients(Node y, Cell... wrt) {
    return Gradients.of(y, ONE, List.of(wrt), Gradients.Unreached.ERROR);
  }

  @Test
  void value_isThatOfTheFunction() {
    Node checkpoint = kept();
    assertEquals("checkpoint(..) 1x1", checkpoint.describe());
    PassesTest.assertSameBits(
        TestOps.interpret(layer(x.node())), TestOps.interpret(checkpoint), "checkpoint");
    // Where no pass takes it away it is a copy.
    Workspace run = Program.compile(List.of(checkpoint), Updates.NONE, List.of()).workspace().run();
    PassesTest.assertSameBits(TestOps.interpret(checkpoint), run.value(checkpoint), "copy");
  }

  @Test
  void gradients_ofArgumentsAndOfWhatWasCaptured_areThoseWithoutIt() {
    List<Node> expected = gradients(layer(x.node()), x, w);
    List<Node> actual = gradients(kept(), x, w);
    for (int k = 0; k < 2; k++) {
      PassesTest.assertSameBits(
          TestOps.interpret(expected.get(k)), TestOps.interpret(actual.get(k)), "input " + k);
    }
  }

  /** Captured: h, what h is made of, and a stretched number; the latter two leaves as well. */
  @Test
  void gradients_ofCapturedExpressions_areThoseWithoutIt_inTwoOrders() {
    Node h = TestOps.times(x.node(), w.node());
    Node number = Cell.scalar("c", 0.7).node();
    Node stretched = Structure.broadcast(number, h.shape());
    Node constant = Node.constant(new DMatrixRMaj(new double[][] {{2, 3}}));
    Function<List<Node>, Node> f =
        z ->
            TestOps.sine(
                TestOps.times(
                    Structure.add(z.get(0), TestOps.times(stretched, constant)),
                    Structure.add(h, TestOps.times(x.node(), z.get(1)))));
    List<Node> arguments = List.of(x.node(), h);
    List<Node> wrt = List.of(h, stretched, constant, x.node(), w.node(), number);
    List<Node> expected = twoOrders(f.apply(arguments), wrt);
    List<Node> actual = twoOrders(Structure.checkpoint(f, arguments), wrt);
    for (int k = 0; k < expected.size(); k++) {
      DMatrixRMaj e = TestOps.interpret(expected.get(k));
      DMatrixRMaj a = TestOps.interpret(actual.get(k));
      for (int i = 0; i < e.data.length; i++) {
        // The same few products of numbers near this size, added in another order.
        double size = Math.max(1, Math.abs(e.data[i]));
        assertEquals(e.data[i], a.data[i], 1e-13 * size, "gradient " + k);
      }
    }
  }

  private static List<Node> twoOrders(Node y, List<Node> wrt) {
    List<Node> first = Gradients.of(sum(y), ONE, wrt, Gradients.Unreached.ERROR);
    Node slopes = first.stream().map(CheckpointTest::sum).reduce(Structure::add).orElseThrow();
    List<Node> all = new ArrayList<>(first);
    all.addAll(Gradients.of(slopes, ONE, wrt, Gradients.Unreached.ERROR));
    return all;
  }

  /** The inner one captures both arguments of the outer one, which are the same leaf. */
  @Test
  void checkpoint_insideOne_ofTheSameLeafTwice_countsItTwice() {
    Node y =
        Structure.checkpoint(
            outer ->
                Structure.checkpoint(
                    inner -> TestOps.times(inner.get(0), TestOps.times(outer.get(0), outer.get(1))),
                    List.of(w.node())),
            List.of(x.node(), x.node()));
    Node plain = TestOps.times(w.node(), TestOps.times(x.node(), x.node()));
    for (Cell cell : List.of(x, w)) {
      DMatrixRMaj expected = TestOps.interpret(gradients(sum(plain), cell).get(0));
      DMatrixRMaj actual = TestOps.interpret(gradients(sum(y), cell).get(0));
      assertEquals(expected.data[0], actual.data[0], 1e-14);
      assertEquals(expected.data[1], actual.data[1], 1e-14);
    }
  }

  @Test
  void gradient_ofTheGradient_isThatWithoutIt() {
    Node expected = gradients(sum(gradients(layer(x.node()), x).get(0)), w).get(0);
    Node actual = gradients(sum(gradients(kept(), x).get(0)), w).get(0);
    assertEquals(TestOps.interpret(expected).data[0], TestOps.interpret(actual).data[0], 1e-14);
    assertEquals(TestOps.interpret(expected).data[1], TestOps.interpret(actual).data[1], 1e-14);
  }

  private static Node sum(Node node) {
    return Structure.sumTo(TestOps.times(node, node), Shape.SCALAR);
  }

  @Test
  void program_ofTheValueAlone_hasNothingOfIt() {
    String text = Program.compile(List.of(kept()), Updates.NONE).text();
    assertFalse(text.contains("checkpoint"), text);
    assertFalse(text.contains("barrier"), text);
  }

  /** What stands after the barrier is computed once more. */
  @Test
  void program_ofTheGradient_computesTheFunctionAgain_afterTheCotangentIsThere() {
    Node y = Structure.named(kept(), "y");
    List<Node> results = List.of(y, gradients(TestOps.times(y, y), x).get(0));
    String text = Program.compile(results, Updates.NONE).text();
    assertTrue(text.contains("barrier("), text);
    String again = text.substring(text.indexOf("barrier("));
    assertEquals(2, count(text, "sine[0](") - count(again, "sine[0]("), text);
    assertEquals(2, count(again, "sine[0]("), text);
  }

  private static int count(String text, String part) {
    return Splitter.on(part).splitToList(text).size() - 1;
  }

  @Test
  void barrier_isACopyInEitherPrecision_thatWaitsForItsToken() {
    Node token = TestOps.sine(w.node());
    Node late = Node.apply(new Barrier(), x.node(), token);
    Node y = Structure.add(late, late);
    for (Precision precision : Precision.values()) {
      Workspace run = Program.compile(List.of(y), Updates.NONE, precision).workspace().run();
      assertEquals(0.6, run.value(y).data[0], 1e-7);
      assertEquals(-1.6, run.value(y).data[1], 1e-7);
    }
    Barrier op = new Barrier();
    assertEquals("x", op.role(0, 2));
    assertEquals("token", op.role(1, 2));
    assertTrue(op.differentiable(0));
    assertFalse(op.differentiable(1));
    assertTrue(op.computesWith(0));
    assertFalse(op.computesWith(1));
    Node slope =
        Gradients.of(y, Structure.fill(1, y.shape()), List.of(x), Gradients.Unreached.ERROR).get(0);
    assertEquals(2, TestOps.interpret(slope).data[1]);
  }

  @Test
  void barriers_onTheSameValues_areNeverMerged() {
    Node first = Node.apply(new Barrier(), x.node(), w.node());
    Node second = Node.apply(new Barrier(), x.node(), w.node());
    NodeList list = NodeList.of(List.of(Structure.add(first, second)));
    assertEquals(5, new CommonSubexpressions().apply(list).size());
  }
}
