/** What any load balancer must do. */
package cuesta.contracts.balancer;
