// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** y = x under a name the user gave, for messages and printed graphs. */
record Alias(String given) implements Identity {
  @Override
  public String label() {
    return "named[" + Names.printable(given) + "]";
  }
}
