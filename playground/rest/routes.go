package rest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"lede/playground/rules"
	"lede/playground/weather"
)

// weatherOf returns what the weather and the rate limits need to know of a request. Discord has a bucket for each route and each channel, guild or
// webhook in it.
func weatherOf(r *http.Request) weather.Request {
	bucket := r.Pattern + " "
	for _, name := range []string{"channel", "guild", "interaction", "token"} {
		bucket += r.PathValue(name) + "/"
	}
	path := strings.TrimPrefix(r.URL.Path, apiBase)
	return weather.Request{
		Bucket: bucket,
		Post:   slices.Contains(posting, strings.TrimPrefix(r.Pattern, "POST "+apiBase)),
		Answer: strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/"),
		Look:   r.Pattern == "GET "+apiBase+"/channels/{channel}/messages", Opening: r.Pattern == "POST "+apiBase+"/users/@me/channels",
		Gateway: r.Pattern == "GET "+apiBase+"/gateway/bot",
	}
}

// posting lists the routes that post to a channel.
var posting = []string{"/channels/{channel}/messages", "/channels/{channel}/threads", "/channels/{channel}/messages/{message}/crosspost"}

// answerer handles a route, with the lock held. A nil answer means 204.
type answerer func(*ask) (any, error)

// Serve registers the routes. Those that need no token carry a credential in the path, or are public.
func (s *API) Serve(mux *http.ServeMux) {
	for pattern, h := range map[string]answerer{
		"GET /gateway": s.getGateway,
		"POST /interactions/{interaction}/{token}/callback":         s.postCallback,
		"POST /webhooks/{application}/{token}":                      s.postFollowUp,
		"GET /webhooks/{application}/{token}/messages/{message}":    s.getFollowUp,
		"PATCH /webhooks/{application}/{token}/messages/{message}":  s.patchFollowUp,
		"DELETE /webhooks/{application}/{token}/messages/{message}": s.deleteFollowUp,
	} {
		s.handle(mux, pattern, h, false)
	}
	commands := map[string]answerer{
		"GET %s":              s.getCommands,
		"PUT %s":              s.putCommands,
		"POST %s":             s.postCommand,
		"GET %s/{command}":    s.getCommand,
		"PATCH %s/{command}":  s.patchCommand,
		"DELETE %s/{command}": s.deleteCommand,
	}
	for pattern, h := range commands {
		s.handle(mux, fmt.Sprintf(pattern, "/applications/{application}/commands"), h, true)
		s.handle(mux, fmt.Sprintf(pattern, "/applications/{application}/guilds/{guild}/commands"), h, true)
	}
	for pattern, h := range map[string]answerer{
		"GET /applications/{application}/guilds/{guild}/commands/permissions": s.getRules,
		"GET /gateway/bot":                                                       s.getGatewayBot,
		"GET /users/@me":                                                         s.getMe,
		"GET /users/@me/guilds":                                                  s.getMyGuilds,
		"POST /users/@me/channels":                                               s.postDM,
		"GET /applications/@me":                                                  s.getApplication,
		"GET /oauth2/applications/@me":                                           s.getApplication,
		"GET /guilds/{guild}":                                                    s.getGuild,
		"GET /guilds/{guild}/channels":                                           s.getGuildChannels,
		"GET /guilds/{guild}/threads/active":                                     s.getActiveThreads,
		"GET /channels/{channel}":                                                s.getChannel,
		"PATCH /channels/{channel}":                                              s.patchThread,
		"POST /channels/{channel}/typing":                                        s.postTyping,
		"POST /channels/{channel}/threads":                                       s.postThread,
		"GET /channels/{channel}/threads/archived/public":                        s.getArchivedThreads,
		"GET /channels/{channel}/messages":                                       s.getMessages,
		"POST /channels/{channel}/messages":                                      s.postMessage,
		"GET /channels/{channel}/messages/{message}":                             s.getMessage,
		"PATCH /channels/{channel}/messages/{message}":                           s.patchMessage,
		"DELETE /channels/{channel}/messages/{message}":                          s.deleteMessage,
		"POST /channels/{channel}/messages/{message}/crosspost":                  s.postCrosspost,
		"GET /channels/{channel}/messages/{message}/reactions/{emoji}":           s.getReactions,
		"PUT /channels/{channel}/messages/{message}/reactions/{emoji}/@me":       s.putReaction,
		"DELETE /channels/{channel}/messages/{message}/reactions/{emoji}/{user}": s.deleteReaction,
		"DELETE /channels/{channel}/messages/{message}/reactions/{emoji}":        s.clearReactions,
		"DELETE /channels/{channel}/messages/{message}/reactions":                s.clearReactions,
	} {
		s.handle(mux, pattern, h, true)
	}
	mux.HandleFunc("GET /attachments/{channel}/{id}/{name}", s.serveFile)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, false, func(*ask) (any, error) {
			return nil, &rules.Refusal{Status: http.StatusNotFound, Message: "404: Not Found"}
		})
	})
}

func (s *API) handle(mux *http.ServeMux, pattern string, h answerer, needsToken bool) {
	method, path, _ := strings.Cut(pattern, " ")
	mux.HandleFunc(method+" "+apiBase+path, func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, needsToken, h)
	})
}
