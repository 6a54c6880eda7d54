package playground

import (
	"net/http"

	"lede/playground/gateway"
	"lede/playground/people"
	"lede/playground/weather"
	"lede/playground/world"
)

// As acts for the person with this id. If there is none, every action returns an error.
func (s *Server) As(personID string) *people.Person { return people.As(s.state, personID) }

// Deny takes permissions away from the bot in a channel; 0 gives all of them back.
func (s *Server) Deny(channelID string, permissions int64) { s.state.Deny(channelID, permissions) }

// Rule allows or forbids a command in a server's “Integrations” settings, for a role (1), a person (2) or a channel (3), by id.
type Rule = world.Rule

// SetRules replaces a server's rules for a command, or for all commands if command is "".
func (s *Server) SetRules(guildID, command string, rules ...Rule) {
	s.state.SetRules(guildID, command, rules)
}

// Archive archives a thread, as a moderator would. Writing in it reopens it.
func (s *Server) Archive(threadID string) { s.state.Archive(threadID) }

// Refusals lists every request that was refused or unknown, one sentence each, oldest first.
func (s *Server) Refusals() []string { return s.api.Refusals() }

// PublicKey is the key with which the bot verifies posted interactions, in hexadecimal; "" when they go over the gateway.
func (s *Server) PublicKey() string { return s.api.PublicKey() }

// Fault passes each request of the bot to f first. When f reports handled, its answer is sent and nothing else happens; status 0 breaks the
// connection. nil removes f.
func (s *Server) Fault(f func(r *http.Request) (status int, body string, header http.Header, handled bool)) {
	s.api.Fault(f)
}

// SetWeather sets the fault that the next requests meet. An unknown kind or scope is an error.
func (s *Server) SetWeather(w weather.Weather) error { return s.sky.SetWeather(w) }

// SetLimits replaces the rate limits, and restarts counting.
func (s *Server) SetLimits(l weather.Limits) { s.sky.SetLimits(l) }

// Identifications lists every IDENTIFY, oldest first.
func (s *Server) Identifications() []gateway.Identification { return s.gateway.Identifications() }

// Resumptions counts the sessions that were resumed.
func (s *Server) Resumptions() int { return s.gateway.Resumptions() }

// Reconnect asks every connected bot to reconnect and resume.
func (s *Server) Reconnect() { s.gateway.Reconnect() }

// Invalidate ends every session; the bots have to identify themselves again.
func (s *Server) Invalidate() { s.gateway.Invalidate() }

// InvalidateResumable tells every bot that its session is in doubt: it may resume it on a new connection.
func (s *Server) InvalidateResumable() { s.gateway.InvalidateResumable() }

// Sever cuts every connection without a close frame. The sessions can be resumed.
func (s *Server) Sever() { s.gateway.Sever() }

// Lose cuts every connection and refuses new ones for Waits.Line. What people do meanwhile is replayed when the sessions are
// resumed.
func (s *Server) Lose() { s.gateway.Lose() }

// HangUp closes every connection with a code. The sessions can be resumed.
func (s *Server) HangUp(code int) { s.gateway.HangUp(code) }

// Expire ends every session: RESUME is answered with the close code, such as 4009.
func (s *Server) Expire(code int) { s.gateway.Expire(code) }

// Deafen stops or resumes the acknowledgement of heartbeats.
func (s *Server) Deafen(deaf bool) { s.gateway.Deafen(deaf) }
