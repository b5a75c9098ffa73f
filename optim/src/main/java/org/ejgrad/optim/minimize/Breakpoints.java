// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

/**
 * Where the elements meet their bounds along a path, nearest first, and of equals the one with the
 * lower index: a heap, as in Byrd, Lu, Nocedal, Zhu 1995, section 4, since most are never asked
 * for.
 */
final class Breakpoints {
  private final double[] distances;

  /** Elements; none is nearer than the one at half its place. */
  private final int[] heap;

  private int size;

  /**
   * The elements that meet a bound.
   *
   * @param distances of all; infinite for those that meet none. Not modified.
   */
  Breakpoints(double[] distances) {
    this.distances = distances;
    heap = new int[distances.length];
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] < Double.POSITIVE_INFINITY) {
        heap[size++] = i;
      }
    }
    for (int place = size / 2 - 1; place >= 0; place--) {
      sink(place);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How far it is to the nearest. */
  double distance() {
    return distances[heap[0]];
  }

  /** Takes the nearest out. */
  int remove() {
    int nearest = heap[0];
    heap[0] = heap[--size];
    sink(0);
    return nearest;
  }

  private void sink(int from) {
    int place = from;
    int child = 2 * place + 1;
    while (child < size) {
      if (child + 1 < size && isNearer(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isNearer(heap[child], heap[place])) {
        return;
      }
      int other = heap[child];
      heap[child] = heap[place];
      heap[place] = other;
      place = child;
      child = 2 * place + 1;
    }
  }

  private boolean isNearer(int a, int b) {
    return distances[a] < distances[b] || (distances[a] == distances[b] && a < b);
  }
}
