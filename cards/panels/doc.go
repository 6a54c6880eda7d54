// Package panels draws what admins see: the panels of a server's sources, digests and settings, what a filter does, and alerts. A person
// who follows sources is an admin of those. What readers see is in cards, whose Page holds these cards to Discord's limits as well.
//
// It refuses to decide anything: a panel shows the values that it is given, and its buttons stand for commands.
package panels
