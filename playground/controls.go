package playground

import (
	"net/http"

	"lede/playground/gateway"
	"lede/playground/people"
	"lede/playground/weather"
	"lede/playground/world"
)

// As acts for the person with this id. If there is none, every action is an error.
func (s *Server) As(personID string) *people.Person { return people.As(s.state, personID) }

// Deny takes permissions away from the bot in a channel; 0 gives all of them back.
func (s *Server) Deny(channelID string, permissions int64) { s.state.Deny(channelID, permissions) }

// Rule is what a server allows under “Integrations”, or not: a role (1), a person (2) or a channel (3) by its id.
type Rule = world.Rule

// SetRules replaces what a server allows of a command, or of all commands where the command is "".
func (s *Server) SetRules(guildID, command string, rules ...Rule) {
	s.state.SetRules(guildID, command, rules)
}

// Archive archives a thread, as a moderator would. Writing in it opens it again.
func (s *Server) Archive(threadID string) { s.state.Archive(threadID) }

// Refusals lists every request that was refused or not known, one sentence each, oldest first.
func (s *Server) Refusals() []string { return s.api.Refusals() }

// PublicKey is what the bot checks posted interactions by, in hexadecimal; "" when they go over the gateway.
func (s *Server) PublicKey() string { return s.api.PublicKey() }

// Fault passes each request of the bot to f first. When f reports handled, its answer is sent and nothing else happens; status 0 breaks the
// connection. nil removes f.
func (s *Server) Fault(f func(r *http.Request) (status int, body string, header http.Header, handled bool)) {
	s.api.Fault(f)
}

// SetWeather sets the fault that the next requests meet. A kind or scope that does not exist is an error.
func (s *Server) SetWeather(w weather.Weather) error { return s.sky.SetWeather(w) }

// SetLimits replaces the rate limits, and starts counting anew.
func (s *Server) SetLimits(l weather.Limits) { s.sky.SetLimits(l) }

// Identifications lists every IDENTIFY, oldest first.
func (s *Server) Identifications() []gateway.Identification { return s.gateway.Identifications() }

// Resumptions counts the sessions that were resumed.
func (s *Server) Resumptions() int { return s.gateway.Resumptions() }

// Reconnect asks every connected bot to connect again and resume.
func (s *Server) Reconnect() { s.gateway.Reconnect() }

// Invalidate ends every session; the bots have to identify themselves again.
func (s *Server) Invalidate() { s.gateway.Invalidate() }

// InvalidateResumable tells every bot that its session is in doubt: it may come back to it on a new connection.
func (s *Server) InvalidateResumable() { s.gateway.InvalidateResumable() }

// Sever cuts every connection without a word. The sessions can be resumed.
func (s *Server) Sever() { s.gateway.Sever() }

// Lose cuts every connection and lets nobody connect for Waits.Line. What people do meanwhile is repeated when the sessions are
// resumed.
func (s *Server) Lose() { s.gateway.Lose() }

// HangUp closes every connection with a code. The sessions can be resumed.
func (s *Server) HangUp(code int) { s.gateway.HangUp(code) }

// Expire ends every session: RESUME is answered with the close code, such as 4009.
func (s *Server) Expire(code int) { s.gateway.Expire(code) }

// Deafen stops or resumes the acknowledgement of heartbeats.
func (s *Server) Deafen(deaf bool) { s.gateway.Deafen(deaf) }
