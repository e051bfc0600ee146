package cuesta.allocator.drf;

import cuesta.api.RoleId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The roles with their claimants within one cycle. The frameworks of a role compete with the roles
 * below it as one child of weight 1, named ".".
 */
final class RoleTree {
  private final Books books;
  private final long seed;
  private final Node root;
  private final List<Claim> claims = new ArrayList<>();
  private final boolean limited;
  private final boolean guaranteed;

  RoleTree(Books books, long seed) {
    this.books = books;
    this.seed = seed;
    this.root = new Node(null, "", unset(RoleId.DEFAULT), books.names().none(), seed);
    for (List<Claimant> framework : books.claimants()) {
      framework.forEach(this::enter);
    }
    boolean anyLimit = false;
    boolean anyGuarantee = false;
    for (RoleBook role : books.roles().values()) {
      anyLimit |= role.limited();
      anyGuarantee |= role.guaranteed();
      node(role.id()); // a guarantee keeps its headroom even if nobody uses the role yet
    }
    this.limited = anyLimit;
    this.guaranteed = anyGuarantee;
  }

  private void enter(Claimant claimant) {
    Node role = node(claimant.role());
    Node own = role.children().computeIfAbsent(".", name -> child(role, name, role.role().id()));
    String id = claimant.framework().id().value();
    Node leaf = new Node(own, id, unset(claimant.role()), claimant.held(), seed);
    own.children().put(id, leaf);
    for (Node up = own; up != null; up = up.parent()) {
      Scalars.add(up.held(), claimant.held());
    }
    if (claimant.waiting()) {
      claims.add(new Claim(claimant, leaf));
    }
  }

  private Node node(RoleId role) {
    Node node = root;
    StringBuilder path = new StringBuilder();
    for (String part : role.value().split("/")) {
      path.append(path.isEmpty() ? "" : "/").append(part);
      RoleId id = new RoleId(path.toString());
      Node parent = node;
      node =
          node.children()
              .computeIfAbsent(
                  part,
                  name -> {
                    RoleBook set = books.roles().getOrDefault(id, unset(id));
                    return new Node(parent, name, set, books.names().none(), seed);
                  });
    }
    return node;
  }

  private Node child(Node parent, String name, RoleId role) {
    return new Node(parent, name, unset(role), books.names().none(), seed);
  }

  private RoleBook unset(RoleId role) {
    return RoleBook.unset(role, books.names());
  }

  List<Claim> claims() {
    return claims;
  }

  boolean limited() {
    return limited;
  }

  boolean guaranteed() {
    return guaranteed;
  }

  Node root() {
    return root;
  }

  /** Lets those claims compete that pass a test. */
  Race race(Predicate<Claim> entrants) {
    return new Race(claims.stream().filter(entrants).toList(), books.total());
  }
}
