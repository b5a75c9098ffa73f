// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.graph.Subgraph.Capture;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SubgraphTest {
  private final Node input = Node.input("input", Shape.SCALAR);
  private final Node parameter = Cell.scalar("parameter", 3).node();
  private final Node constant = Node.constant(5);
  private final Node outside = TestOps.times(TestOps.sine(input), parameter);

  private Subgraph.Traced traced(Capture capture) {
    return Subgraph.trace(
        slots -> List.of(TestOps.times(slots.get(0), Structure.add(outside, constant))),
        List.of(Shape.SCALAR),
        capture);
  }

  @Test
  void trace_ofEarlier_capturesWhatWasThereBefore_andKeepsWhatTheFunctionMakes() {
    Subgraph.Traced traced = traced(Capture.EARLIER);
    assertEquals(List.of(outside, constant), traced.captured());
    assertEquals(3, traced.graph().slots().size());
    Subgraph.Traced own =
        Subgraph.trace(
            slots -> List.of(TestOps.times(slots.get(0), TestOps.times(input, parameter))),
            List.of(Shape.SCALAR),
            Capture.EARLIER);
    assertEquals(List.of(input, parameter), own.captured());
    assertEquals("input", own.graph().slots().get(1).name().orElseThrow());
  }

  @Test
  void trace_ofAStretchedRow_capturesTheRow_ifTheFunctionStretchesIt() {
    Shape shape = Shape.of(2, 3);
    Node row = TestOps.sine(Node.input("row", Shape.of(1, 3)));
    Subgraph.Traced stretching =
        Subgraph.trace(
            slots -> List.of(TestOps.times(slots.get(0), Structure.broadcast(row, shape))),
            List.of(shape),
            Capture.INVARIANTS);
    assertEquals(List.of(row), stretching.captured());
    Node stretched = Structure.broadcast(row, shape);
    Subgraph.Traced read =
        Subgraph.trace(
            slots -> List.of(TestOps.times(slots.get(0), stretched)),
            List.of(shape),
            Capture.INVARIANTS);
    assertEquals(List.of(stretched), read.captured());
    // What is computed from it alone is computed outside, and the row is not needed inside.
    Node sine = TestOps.sine(stretched);
    Subgraph.Traced further =
        Subgraph.trace(
            slots -> List.of(TestOps.times(slots.get(0), sine)),
            List.of(shape),
            Capture.INVARIANTS);
    assertEquals(List.of(sine), further.captured());
  }

  @ParameterizedTest
  @EnumSource(Capture.class)
  void trace_keepsConstantsThatTheFunctionMakes_andTheZerosOfRules(Capture capture) {
    Subgraph.Traced traced =
        Subgraph.trace(
            slots ->
                List.of(
                    TestOps.times(
                        TestOps.times(slots.get(0), Structure.fill(0, Shape.of(1, 2))),
                        Structure.fill(7, Shape.of(1, 2)))),
            List.of(Shape.of(1, 2)),
            capture);
    assertEquals(List.of(), traced.captured());
  }

  @Test
  void trace_ofInvariants_capturesTheLargestExpressions() {
    Subgraph.Traced traced = traced(Capture.INVARIANTS);
    assertEquals(1, traced.captured().size());
    Node sum = traced.captured().get(0);
    assertSame(outside, sum.input(0));
    assertSame(constant, sum.input(1));
  }

  @Test
  void trace_ofAFunctionThatIgnoresItsArgument_capturesItsResult() {
    Subgraph.Traced traced =
        Subgraph.trace(slots -> List.of(outside), List.of(Shape.SCALAR), Capture.INVARIANTS);
    assertEquals(List.of(outside), traced.captured());
    assertEquals(traced.graph().slots().subList(1, 2), traced.graph().results());
  }

  @Test
  void trace_capturesLeavesConstantsAndStretchedValues_thatWereThereBefore() {
    Node stretched = Structure.broadcast(constant, Shape.of(1, 2));
    Subgraph.Traced traced =
        Subgraph.trace(
            slots ->
                List.of(
                    Structure.add(
                        TestOps.times(slots.get(0), stretched),
                        Structure.broadcast(
                            TestOps.times(outside, TestOps.times(constant, parameter)),
                            Shape.of(1, 2)))),
            List.of(Shape.of(1, 2)),
            Capture.EARLIER);
    assertEquals(List.of(stretched, outside, constant, parameter), traced.captured());
  }

  @Test
  void slotsRead_areThoseThatAResultNeeds_andComputedWithThoseBesidesTokens() {
    Node a = Node.input("a", Shape.SCALAR);
    Node token = Node.input("token", Shape.SCALAR);
    Node unread = Node.input("unread", Shape.SCALAR);
    Node y = TestOps.sine(Node.apply(new Barrier(), a, token));
    Subgraph graph = new Subgraph(List.of(unread, token, a), List.of(y));
    assertEquals(List.of(false, true, true), graph.slotsRead());
    assertFalse(graph.computesWith(0));
    assertFalse(graph.computesWith(1));
    assertTrue(graph.computesWith(2));
  }

  @Test
  void argument_usedOutsideOfItsFunction_isRefusedByNameAndRemedy() {
    List<Node> leaked = new ArrayList<>();
    Subgraph.trace(
        slots -> {
          leaked.add(TestOps.sine(slots.get(0)));
          return slots;
        },
        List.of(Shape.SCALAR),
        Capture.INVARIANTS);
    Workspace run = Program.compile(leaked, Updates.NONE).workspace();
    IllegalStateException thrown = assertThrows(IllegalStateException.class, run::run);
    String message = String.valueOf(thrown.getMessage());
    assertTrue(
        message.matches(
            "run: 'argument1' 1x1 stands for an argument of a function that was traced at .*\\)"
                + " and must not be used outside of it, where it has no value\\. Let the function"
                + " return what is needed outside\\."),
        message);
  }

  @Test
  void call_readsWhatItIsGiven_notTheCells() {
    Subgraph.Traced traced =
        Subgraph.trace(
            slots -> List.of(TestOps.times(slots.get(0), Structure.add(parameter, constant))),
            List.of(Shape.SCALAR),
            Capture.EARLIER);
    Subgraph.Call call = traced.graph().call(Precision.FLOAT64);
    call.set(0, block(2));
    call.set(1, block(7));
    call.set(2, block(6));
    call.run();
    assertEquals(2 * (7 + 6), call.result(0).get(0));
  }

  @Test
  void call_ofACopy_keepsTheNumbersThatWereThere() {
    Subgraph graph =
        Subgraph.trace(
                slots -> List.of(TestOps.times(slots.get(0), slots.get(0))),
                List.of(Shape.of(1, 2)),
                Capture.EARLIER)
            .graph();
    DMatrixRMaj numbers = new DMatrixRMaj(2, 2, true, 1, 2, 3, 4);
    Subgraph.Call call = graph.call(Precision.FLOAT64);
    call.copy(0, Block.of(numbers), 2);
    numbers.zero();
    call.run();
    assertEquals(9, call.result(0).get(0));
    assertEquals(16, call.result(0).get(1));
    call.copy(0, Block.of(new FMatrixRMaj(1, 2, true, 5, 6)), 0);
    call.run();
    assertEquals(36, call.result(0).get(1));
    assertEquals(1, call.results());
  }

  @Test
  void call_ofSomeRowsAsAWhole_isRefused() {
    Subgraph.Call call = traced(Capture.EARLIER).graph().call(Precision.FLOAT64);
    Block moved = block(1);
    moved.at = 1;
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> call.set(0, moved));
    assertTrue(thrown.toString().contains("'argument1' 1x1 must be given a whole matrix"));
  }

  private static Block block(double value) {
    return Block.of(new DMatrixRMaj(1, 1, true, value));
  }
}
