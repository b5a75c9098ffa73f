// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.ejgrad.graph.Gradients.Unreached;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;

class GradientsTest {
  private static final Node ONE = Node.constant(1);

  @Test
  void vjp_isCalledOncePerNode_eachAfterAllThatUseIt() {
    Node x = Node.input("x", Shape.SCALAR);
    Op below = passing("below", 1);
    Op left = passing("left", 1);
    Op right = passing("right", 1);
    Op top = passing("top", 2);
    Node b = Node.apply(below, x);
    Node l = Node.apply(left, b);
    Node r = Node.apply(right, b);
    Node y = Node.apply(top, l, r);

    Gradients.of(y, ONE, List.of(x), Unreached.ERROR);

    InOrder order = inOrder(top, right, left, below);
    order.verify(top).vjp(same(y), same(ONE));
    order.verify(right).vjp(same(r), any());
    order.verify(left).vjp(same(l), any());
    order.verify(below).vjp(same(b), any());
    for (Op op : List.of(below, left, right, top)) {
      verify(op, times(1)).vjp(any(), any());
    }
  }

  @Test
  void vjp_ofNodesBesideThePath_isNeverCalled() {
    Node x = Node.input("x", Shape.SCALAR);
    Node other = Node.input("other", Shape.SCALAR);
    Op beside = passing("beside", 1);
    Op above = passing("above", 1);
    Node y = Structure.add(x, Node.apply(beside, other));
    Node.apply(above, y);
    Gradients.of(y, ONE, List.of(x), Unreached.ERROR);
    verify(beside, never()).vjp(any(), any());
    verify(above, never()).vjp(any(), any());
  }

  @Test
  void vjp_belowTheTarget_isNeverCalled() {
    Node x = Node.input("x", Shape.SCALAR);
    Op below = passing("below", 1);
    Node middle = Node.apply(below, x);
    Gradients.of(TestOps.sine(middle), ONE, List.of(middle), Unreached.ERROR);
    verify(below, never()).vjp(any(), any());
  }

  @Test
  void severalResults_alsoOneMadeFromAnother_areDifferentiatedInOnePass() {
    Node x = Node.constant(0.7);
    Node inner = TestOps.sine(x);
    Node outer = TestOps.times(inner, inner);
    Node gradient =
        Gradients.of(
                List.of(outer, inner, inner),
                List.of(ONE, Node.constant(2), Node.constant(3)),
                List.of(x),
                Unreached.ERROR)
            .get(0);
    double expected = (2 * Math.sin(0.7) + 5) * Math.cos(0.7);
    assertEquals(expected, TestOps.interpret(gradient).data[0], 1e-15);
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Gradients.of(List.of(inner), List.of(), List.of(x), Unreached.ERROR));
    assertTrue(
        thrown.toString().contains("gradients: each of the 1 results needs a seed, got 0, at "),
        thrown::toString);
  }

  @Test
  void wrt_theResultItself_isTheSeed() {
    Node y = TestOps.sine(Node.input("x", Shape.SCALAR));
    assertSame(ONE, Gradients.of(y, ONE, List.of(y), Unreached.ERROR).get(0));
  }

  @Test
  void wrt_aNodeAndItsAncestor_givesBoth() {
    Cell x = Cell.scalar("x", 0.7);
    Node middle = TestOps.sine(x.node());
    Node y = TestOps.times(middle, middle);
    List<Node> g = Gradients.of(y, ONE, List.of(middle, x), Unreached.ERROR);
    assertEquals(2 * Math.sin(0.7), TestOps.interpret(g.get(0)).data[0], 1e-15);
    // sin(2x), the second factor from a rounded quarter turn: a few units in the last place.
    assertEquals(Math.sin(1.4), TestOps.interpret(g.get(1)).data[0], 1e-15);
  }

  @Test
  void wrt_twiceTheSame_givesTheSameNodeTwice() {
    Node x = Node.input("x", Shape.SCALAR);
    List<Node> g = Gradients.of(TestOps.sine(x), ONE, List.of(x, x), Unreached.ERROR);
    assertSame(g.get(0), g.get(1));
  }

  @Test
  void inputTwice_contributionsAdd() {
    Cell x = Cell.scalar("x", 3);
    Node y = TestOps.times(x.node(), x.node());
    Node g = Gradients.of(y, ONE, List.of(x), Unreached.ERROR).get(0);
    assertEquals(6, TestOps.interpret(g).data[0]);
    Node second = Gradients.of(g, ONE, List.of(x), Unreached.ERROR).get(0);
    assertEquals(2, TestOps.interpret(second).data[0]);
  }

  @Test
  void unreached_error_namesTheTarget() {
    Node x = Node.input("x", Shape.SCALAR);
    Node w = Node.input("w2", Shape.of(3, 2));
    for (Node target : List.of(w, Structure.named(TestOps.sine(w), "w2"))) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> Gradients.of(TestOps.sine(x), ONE, List.of(x, target), Unreached.ERROR));
      assertTrue(
          error
              .toString()
              .contains(
                  "gradients: 'w2' 3x2 does not influence the result, which is not computed from"
                      + " it. Remove it from wrt or connect it."),
          error::toString);
    }
  }

  @Test
  void unreached_throughStopGradient_isAnErrorToo() {
    Node x = Node.input("x", Shape.SCALAR);
    Node y = TestOps.sine(Structure.stopGradient(x));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Gradients.of(y, ONE, List.of(x), Unreached.ERROR));
    assertTrue(
        error.toString().contains(" no derivative passes stopGradient('x'). Remove"),
        error::toString);
  }

  @Test
  void unreached_throughAnOpThatNotedItsLine_namesTheLine() {
    Node x = Node.input("x", Shape.SCALAR);
    Op labels = passing("labels", 1);
    when(labels.differentiable(anyInt())).thenReturn(false);
    when(labels.mayFail()).thenReturn(true);
    Node y = Node.apply(labels, x);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Gradients.of(y, ONE, List.of(x), Unreached.ERROR));
    String line = y.line().orElseThrow();
    assertTrue(
        error.toString().contains(" no derivative passes labels('x') (" + line + "). Remove"),
        error::toString);
  }

  @ParameterizedTest
  @CsvSource({"1, ''", "3, ''", "4, ' and 1 more'", "5, ' and 2 more'"})
  void unreached_stopped_namesTheFirstThreePlacesAndCountsTheRest(int stops, String rest) {
    Node x = Node.input("x", Shape.SCALAR);
    Node y = TestOps.sine(Node.input("z", Shape.SCALAR));
    for (int k = 0; k < stops; k++) {
      y = Structure.add(y, Structure.stopGradient(x));
    }
    Node result = y;
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Gradients.of(result, ONE, List.of(x), Unreached.ERROR));
    String places = String.join(", ", Collections.nCopies(Math.min(stops, 3), "stopGradient('x')"));
    String expected =
        "gradients: 'x' 1x1 does not influence the result through differentiable ops:"
            + " no derivative passes "
            + places
            + rest
            + ". Remove it from wrt or connect it.";
    assertTrue(String.valueOf(error.getMessage()).startsWith(expected), error::toString);
  }

  @Test
  void unreached_warn_logsOnceAndGivesZeros() {
    Node x = Node.input("x", Shape.SCALAR);
    Node w = Node.input("w", Shape.of(3, 2));
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord message) {
            messages.add(message.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Gradients.class.getName());
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
    try {
      Node g = Gradients.of(TestOps.sine(x), ONE, List.of(w), Unreached.WARN).get(0);
      PassesTest.assertSameBits(new DMatrixRMaj(3, 2), TestOps.interpret(g), "zeros");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    assertEquals(1, messages.size());
    assertTrue(
        messages.get(0).startsWith("gradients: 'w' 3x2 does not influence"), messages::toString);
  }

  @Test
  void unreached_zero_givesZerosInTheTargetsShape() {
    Node x = Node.input("x", Shape.SCALAR);
    Node w = Node.input("w", Shape.of(3, 2));
    Node g = Gradients.of(TestOps.sine(x), ONE, List.of(w), Unreached.ZERO).get(0);
    PassesTest.assertSameBits(new DMatrixRMaj(3, 2), TestOps.interpret(g), "zeros");
  }

  @Test
  void stopGradient_besideAnotherPath_dropsOnlyItsOwn() {
    Cell x = Cell.scalar("x", 3);
    Node y = TestOps.times(x.node(), Structure.stopGradient(x.node()));
    Node g = Gradients.of(y, ONE, List.of(x), Unreached.ERROR).get(0);
    assertEquals(3, TestOps.interpret(g).data[0]);
  }

  @Test
  void seed_ofAnotherShape_isAnError() {
    Node y = Node.input("x", Shape.of(2, 3));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Gradients.of(y, ONE, List.of(y), Unreached.ERROR));
    assertTrue(
        error
            .toString()
            .contains("gradients: the seed must have the shape of y, got seed=1x1, y=2x3, at "),
        error::toString);
  }

  @Test
  void vjp_wrongCount_isAnErrorThatNamesTheOp() {
    Node x = Node.input("x", Shape.SCALAR);
    Op op = passing("mine", 1);
    when(op.vjp(any(), any())).thenReturn(List.of(ONE, ONE));
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> Gradients.of(Node.apply(op, x), ONE, List.of(x), Unreached.ERROR));
    assertEquals(
        "mine: vjp must return one cotangent for each differentiable input, got 2 for 1",
        error.getMessage());
  }

  @Test
  void vjp_wrongShape_isAnErrorThatNamesOpInputAndShapes() {
    Node x = Node.input("x", Shape.SCALAR);
    Op op = passing("mine", 1);
    when(op.role(anyInt(), anyInt())).thenReturn("logits");
    when(op.vjp(any(), any())).thenReturn(List.of(Structure.fill(1, Shape.of(2, 3))));
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> Gradients.of(Node.apply(op, x), ONE, List.of(x), Unreached.ERROR));
    assertEquals(
        "mine: the cotangent of logits must have its shape 1x1, vjp returned 2x3",
        error.getMessage());
  }

  @Test
  void zeroCotangent_isCarriedOnWithoutAskingTheOp() {
    Node x = Node.input("x", Shape.SCALAR);
    Op below = passing("below", 1);
    Op flat = passing("flat", 1);
    when(flat.vjp(any(), any())).thenReturn(List.of(Structure.fill(0, Shape.SCALAR)));
    Node y = Node.apply(flat, Node.apply(below, x));
    Node g = Gradients.of(y, ONE, List.of(x), Unreached.ERROR).get(0);
    assertEquals(0, TestOps.interpret(g).data[0]);
    verify(below, never()).vjp(any(), any());
  }

  @Test
  void demand_saysWhichCotangentsAreUsed_andWhetherThereIsASelection() {
    Node x = Node.input("x", Shape.SCALAR);
    Node fixed = Node.input("fixed", Shape.SCALAR);
    Op before = passing("before", 2);
    Gradients.of(Node.apply(before, fixed, x), ONE, List.of(x), Unreached.ERROR);
    assertFalse(demand(before).selected());
    assertFalse(demand(before).wants(0));
    assertTrue(demand(before).wants(1));

    Op chooses = passing("chooses", 2);
    when(chooses.selects(1)).thenReturn(true);
    Op beside = passing("beside", 1);
    Node y = Node.apply(chooses, Node.apply(beside, x), x);
    Gradients.of(y, ONE, List.of(x), Unreached.ERROR);
    assertTrue(demand(beside).selected());

    Op alone = passing("alone", 1);
    List<Node> within = List.of(Node.apply(alone, x));
    Gradients.of(within, List.of(ONE), List.of(x), Unreached.ERROR, true);
    assertTrue(demand(alone).selected());
  }

  /** What an op was asked. */
  private static Demand demand(Op op) {
    ArgumentCaptor<Demand> demand = ArgumentCaptor.forClass(Demand.class);
    verify(op).vjp(any(), any(), demand.capture());
    return demand.getValue();
  }

  @Test
  void ladder_threeHundredLayersOfXPlusX_isLinearInNodesAndExact() {
    Cell x = Cell.scalar("x", 1);
    Node y = x.node();
    for (int i = 0; i < 300; i++) {
      y = Structure.add(y, y);
    }
    Node g = Gradients.of(y, ONE, List.of(x), Unreached.ERROR).get(0);
    assertTrue(RandomGraphs.needed(g).size() <= 302);
    Workspace run = Program.compile(List.of(y, g), Updates.NONE).workspace().run();
    assertEquals(0x1p300, run.scalar(y));
    assertEquals(0x1p300, run.scalar(g));
  }

  /** Two ways from each layer to the next, so 2^300 paths. */
  @Test
  void ladder_ofThreeHundredDiamonds_isLinearInNodesAndExact() {
    int layers = 300;
    Cell x = Cell.scalar("x", 1);
    Node y = x.node();
    for (int i = 0; i < layers; i++) {
      Node left = TestOps.times(y, Node.constant(0.75));
      Node right = TestOps.times(y, Node.constant(0.25));
      y = Structure.add(left, right);
    }
    int forward = RandomGraphs.needed(y).size();
    Node g = Gradients.of(y, ONE, List.of(x), Unreached.ERROR).get(0);
    // A layer is two products and a sum, each way, and two constants.
    assertEquals(5 * layers + 1, forward);
    assertTrue(RandomGraphs.needed(g).size() <= 5 * layers + 2);
    Workspace run = Program.compile(List.of(y, g), Updates.NONE).workspace().run();
    assertEquals(1, run.scalar(y));
    assertEquals(1, run.scalar(g));
  }

  @Test
  void result_isTheSameGraphEachTime() {
    Node x = Node.input("x", Shape.of(2, 2));
    Node y = Structure.sumTo(TestOps.times(TestOps.sine(x), TestOps.flip(x)), Shape.SCALAR);
    String first = GraphText.of(Gradients.of(y, ONE, List.of(x), Unreached.ERROR));
    for (int i = 0; i < 20; i++) {
      assertEquals(first, GraphText.of(Gradients.of(y, ONE, List.of(x), Unreached.ERROR)));
    }
  }

  /** A mocked op of 1x1 inputs and result, which hands its cotangent on to each input. */
  private static Op passing(String label, int inputs) {
    Op op = mock(Op.class, label);
    when(op.label()).thenReturn(label);
    when(op.shape(any())).thenReturn(Shape.SCALAR);
    when(op.differentiable(anyInt())).thenReturn(true);
    when(op.vjp(any(), any())).thenAnswer(call -> Collections.nCopies(inputs, call.getArgument(1)));
    when(op.vjp(any(), any(), any())).thenCallRealMethod();
    return op;
  }
}
