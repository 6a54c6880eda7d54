// Package rest is the part of Discord's REST API that bots with commands need. It checks token, permissions and body in Discord's order,
// answers unknown routes with 404, and lists every refusal.
package rest
