/** Framework-cron: runs commands on schedules, as {@code cuesta cron} asks for. */
package cuesta.framework.cron;
