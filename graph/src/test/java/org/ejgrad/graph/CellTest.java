// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class CellTest {
  @Test
  void value_isCopiedInAndOut() {
    DMatrixRMaj data = new DMatrixRMaj(new double[][] {{1, 2}});
    Cell cell = new Cell("w", data);
    data.data[0] = 100;
    cell.value().data[0] = 200;
    assertEquals(1, cell.value().data[0]);
    cell.set(data);
    data.data[0] = 300;
    assertEquals(100, cell.value().data[0]);
  }

  @Test
  void set_inEitherPrecision_mayBeRepeated() {
    Cell cell = new Cell("w", new DMatrixRMaj(1, 2));
    for (int k = 1; k <= 3; k++) {
      cell.set(new DMatrixRMaj(1, 2, true, k, 0.1));
      assertEquals(k, cell.value().data[0]);
      assertEquals(0.1f, cell.floats().data[1]);
      cell.set(new FMatrixRMaj(1, 2, true, -k, 0.1f));
      assertEquals(-k, cell.value().data[0]);
      assertEquals(0.1f, cell.value().data[1]);
    }
    assertEquals("w", cell.name());
    assertEquals(Shape.of(1, 2), cell.shape());
    assertEquals("'w' 1x2", cell.toString());
  }

  @Test
  void set_anotherShape_isAnErrorAndChangesNothing() {
    Cell cell = new Cell("w", new DMatrixRMaj(1, 2));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> cell.set(new DMatrixRMaj(2, 1)));
    assertTrue(
        String.valueOf(error.getMessage())
            .startsWith(
                "set: the shape of a cell never changes, got cell=\'w\' 1x2, matrix=constant 2x1, at "));
    assertEquals(Shape.of(1, 2), Shape.of(cell.value()));
  }

  @Test
  void name_empty_isAnError() {
    assertThrows(IllegalArgumentException.class, () -> Cell.scalar("", 1));
  }

  @Test
  void of_findsTheCellOfItsNode_andRefusesOthers() {
    Cell cell = Cell.scalar("w", 1);
    assertSame(cell, Cell.of(cell));
    assertSame(cell, Cell.of(cell.node()));
    assertSame(cell.node(), cell.node());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Cell.of(Node.constant(2)));
    assertTrue(
        error.toString().contains("cell: only a parameter holds state, got 2.0 1x1, at "),
        error::toString);
  }

  @Test
  void update_valueOfAnotherShape_isAnErrorThatNamesBoth() {
    Cell cell = Cell.scalar("w", 1);
    ShapeMismatchException error =
        assertThrows(
            ShapeMismatchException.class, () -> Update.of(cell, Node.input("g", Shape.of(2, 1))));
    assertEquals("the value must have the cell's shape", error.rule());
  }

  @Test
  void update_ofSomethingWithoutState_isAnError() {
    assertThrows(
        IllegalArgumentException.class, () -> Update.of(Node.constant(2), Node.constant(3)));
  }

  @Test
  void updates_twoValuesForOneCell_isAnErrorThatNamesIt() {
    Cell cell = Cell.scalar("w", 1);
    Updates once = Updates.of(Update.of(cell, Node.constant(2)));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> once.and(once));
    assertTrue(
        error.toString().contains("updates: a cell takes one value in a run, got two for 'w', at "),
        error::toString);
  }

  @Test
  void updates_counterThatIsNoNumber_isRefused() {
    Cell counter = new Cell("steps", new DMatrixRMaj(2, 1));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Updates(List.of(), List.of(), Optional.of(counter)));
    assertTrue(
        error.toString().contains("updates: the counter must be 1x1, got 2x1, at "),
        error::toString);
  }

  @Test
  void updates_together_keepOrderAndAllGuards() {
    Cell a = Cell.scalar("a", 1);
    Cell b = Cell.scalar("b", 1);
    Node guard = Node.constant(1);
    Updates both =
        new Updates(List.of(Update.of(a, guard)), List.of(guard))
            .and(new Updates(List.of(Update.of(b, guard)), List.of(a.node())));
    assertEquals(List.of(a, b), both.list().stream().map(Update::cell).toList());
    assertEquals(List.of(guard, a.node()), both.guards());
  }
}
