package io.gunrelay.relay.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is subscribed to one thing, by outlet. Belongs to one shard.
 *
 * <p>Plain lists: looking through one costs less than the memory of a table, at the sizes that
 * occur.
 */
final class Audience {
  private static final class Group {
    private final Outlet outlet;
    private List<Client> members = new ArrayList<>(1);
    // Lent to the outlet, and the same until there is a change: it knows by that who is meant.
    private List<Client> receivers = List.of();
    private @Nullable Client except;
    private boolean lent;

    Group(Outlet outlet) {
      this.outlet = outlet;
    }

    /** The members, to be changed: not the list that an outlet may still be reading. */
    List<Client> changeable() {
      if (lent) {
        members = new ArrayList<>(members);
        receivers = List.of();
        except = null;
        lent = false;
      }
      return members;
    }

    void deliver(Update update, @Nullable Client source) {
      // Only a member is kept: it is forgotten when it leaves.
      Client leftOut = source != null && members.contains(source) ? source : null;
      if (!lent || !Objects.equals(leftOut, except)) {
        receivers = without(leftOut);
        except = leftOut;
        lent = true;
      }
      if (!receivers.isEmpty()) {
        outlet.deliver(receivers, update);
      }
    }

    private List<Client> without(@Nullable Client leftOut) {
      if (leftOut == null) {
        return Collections.unmodifiableList(members);
      }
      List<Client> others = new ArrayList<>(members.size() - 1);
      for (Client member : members) {
        if (!member.equals(leftOut)) {
          others.add(member);
        }
      }
      return Collections.unmodifiableList(others);
    }
  }

  private final ArrayList<Group> groups = new ArrayList<>(1);
  private int size;

  int size() {
    return size;
  }

  boolean contains(Client client) {
    Group group = group(client.outlet());
    return group != null && group.members.contains(client);
  }

  void add(Client client) {
    Group group = group(client.outlet());
    if (group == null) {
      group = new Group(client.outlet());
      groups.add(group);
    }
    group.changeable().add(client);
    size++;
  }

  void remove(Client client) {
    Group group = group(client.outlet());
    int index = group == null ? -1 : group.members.indexOf(client);
    if (group == null || index < 0) {
      return;
    }
    List<Client> members = group.changeable();
    Client last = members.removeLast();
    if (index < members.size()) {
      members.set(index, last);
    }
    if (members.isEmpty()) {
      groups.remove(group);
    }
    size--;
  }

  void forEach(Consumer<Client> action) {
    for (Group group : groups) {
      group.members.forEach(action);
    }
  }

  void deliver(Update update, @Nullable Client except) {
    for (Group group : groups) {
      group.deliver(update, except);
    }
  }

  private @Nullable Group group(Outlet outlet) {
    for (Group group : groups) {
      if (group.outlet.equals(outlet)) {
        return group;
      }
    }
    return null;
  }
}
