package cuesta.admin;

import cuesta.admin.http.Door;
import cuesta.admin.resource.Routes;
import cuesta.admin.resource.Services;
import cuesta.api.auth.Authenticator;
import cuesta.api.front.AgentDoor;
import cuesta.api.front.Deployments;
import cuesta.api.front.Master;
import cuesta.api.front.Slots;
import cuesta.api.http.Endpoint;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The HTTP door of a process. Stays while masters, agents and plugins come and go. */
@Component(
    service = Servlet.class,
    configurationPid = "cuesta.admin",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@HttpWhiteboardServletPattern("/*")
public final class Admin extends DoorServlet {
  private static final long serialVersionUID = 1L;

  /** Configuration, PID {@code cuesta.admin}. */
  public @interface Config {
    /** The name or address the server listens on, as clients write it. */
    String host() default "127.0.0.1";

    /** Other names of this machine that clients may use, comma separated. */
    String hosts() default "";

    /** The file with the cluster key. */
    String key_file() default "";

    /** Lets everybody do everything if there is no key. */
    boolean insecure() default false;

    /** Whether callers without the key are refused while no authenticator is there. */
    boolean authenticator() default false;
  }

  private final transient Services services;

  /** Opens the door. */
  @Activate
  public Admin(Config config) throws IOException {
    this(config, new Services());
  }

  private Admin(Config config, Services services) throws IOException {
    super(
        new Door(
            Settings.hosts(config),
            Settings.credentials(config, services::authenticator),
            new Routes(services)));
    this.services = services;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addMaster(Master master) {
    services.masters().add(master);
  }

  void removeMaster(Master master) {
    services.masters().remove(master);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addAgentDoor(AgentDoor door) {
    services.agents().add(door);
  }

  void removeAgentDoor(AgentDoor door) {
    services.agents().remove(door);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSlots(Slots slots) {
    services.slots().add(slots);
  }

  void removeSlots(Slots slots) {
    services.slots().remove(slots);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addEndpoint(Endpoint endpoint) {
    services.endpoints().add(endpoint);
  }

  void removeEndpoint(Endpoint endpoint) {
    services.endpoints().remove(endpoint);
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setDeployments(Deployments deployments) {
    services.deployments(Optional.of(deployments));
  }

  void unsetDeployments(Deployments deployments) {
    services.deployments(services.deployments().filter(now -> now != deployments));
  }

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setAuthenticator(Authenticator authenticator) {
    services.authenticator(Optional.of(authenticator));
  }

  void unsetAuthenticator(Authenticator authenticator) {
    services.authenticator(services.authenticator().filter(now -> now != authenticator));
  }
}
