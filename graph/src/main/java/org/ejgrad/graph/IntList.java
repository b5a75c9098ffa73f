// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Arrays;

/** A list of ints that grows and shrinks at its end, without boxing. */
final class IntList {
  private int[] elements;
  private int size;

  IntList() {
    this(4);
  }

  /** An empty list, with room for as many as are expected. */
  IntList(int expected) {
    elements = new int[expected];
  }

  int size() {
    return size;
  }

  int get(int index) {
    return elements[index];
  }

  void push(int element) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, 2 * size);
    }
    elements[size++] = element;
  }

  /** Takes the last one away; there must be one. */
  int pop() {
    return elements[--size];
  }

  /** Drops all but the first ones. */
  void shorten(int newSize) {
    size = newSize;
  }

  int[] toArray() {
    return Arrays.copyOf(elements, size);
  }
}
