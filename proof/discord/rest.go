package discord

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// JSON returns the body as a map; anything but an object fails the test.
func (r Request) JSON(t interface {
	Helper()
	Fatalf(string, ...any)
}) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(r.Body, &m); err != nil {
		t.Fatalf("%s %s: body %q: %v", r.Method, r.Path, r.Body, err)
	}
	return m
}

func (d *Discord) serveREST(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client has ended
	}
	req := Request{
		Method: r.Method, Path: strings.TrimPrefix(r.URL.Path, "/api/v10"), Auth: r.Header.Get("Authorization"), Agent: r.UserAgent(),
		Protocol: r.Proto, From: r.RemoteAddr, Body: body, At: time.Now(),
	}
	if r.URL.RawQuery != "" {
		req.Query = "?" + r.URL.RawQuery
	}
	d.mu.Lock()
	d.requests = append(d.requests, req)
	own, lax := d.answer, d.lax
	d.mu.Unlock()
	d.limits.came(req)
	if own != nil {
		if status, text, ok := own(req); ok {
			d.check(lax, r.URL, req, 0, nil)
			d.limits.told(req, status, text, nil)
			reply(w, status, text, nil)
			return
		}
	}
	status, text, header := d.weather.upon(req, func() (int, string, http.Header) {
		status, answer := d.route(req)
		d.check(lax, r.URL, req, status, answer)
		return status, string(answer), http.Header{"Content-Type": {"application/json"}}
	})
	d.limits.told(req, status, text, header)
	reply(w, status, text, header)
}

// check checks a request, and its answer unless status is 0, against the contract.
func (d *Discord) check(lax bool, at *url.URL, req Request, status int, answer []byte) {
	if lax {
		return
	}
	for _, wrong := range d.rules.Check(req.Method, at.RequestURI(), req.Body, status, answer) {
		d.t.Errorf("%s %s: %s\n%s", req.Method, req.Path, wrong, req.Body)
	}
}

func reply(w http.ResponseWriter, status int, text string, header http.Header) {
	if status == Cut {
		panic(http.ErrAbortHandler)
	}
	for name := range header {
		w.Header().Set(name, header.Get(name))
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // a caller that has gone needs no answer
}

// object is a JSON object.
type object map[string]any

func encoded(status int, v any) (int, []byte) {
	b, err := json.Marshal(v)
	if err != nil {
		return http.StatusInternalServerError, fmt.Appendf(nil, `{"message":%q,"code":0}`, err.Error())
	}
	return status, b
}

// refusal returns an error of Discord's, with its code.
func refusal(status, code int, message string) (int, []byte) {
	return encoded(status, object{"message": message, "code": code})
}

func unknown(what string, code int) (int, []byte) {
	return refusal(http.StatusNotFound, code, "Unknown "+what)
}

// route answers a request as Discord normally does.
func (d *Discord) route(r Request) (int, []byte) {
	at := strings.Split(strings.Trim(r.Path, "/"), "/")
	switch {
	case r.Path == "/gateway/bot":
		return encoded(http.StatusOK, object{"url": d.Gateway("/gw"), "shards": d.o.Shards, "session_start_limit": object{
			"total": d.o.Starts, "remaining": max(0, d.o.Starts-len(d.gate.begun())), "reset_after": 86_400_000, "max_concurrency": d.o.Concurrency,
		}})
	case r.Path == "/users/@me":
		return encoded(http.StatusOK, self())
	case r.Path == "/users/@me/channels":
		return encoded(http.StatusOK, object{"id": "70", "type": 1, "last_message_id": nil, "flags": 0, "recipients": []object{user("20")}})
	case strings.HasSuffix(r.Path, "/commands/permissions"): // a server that has changed nothing
		return encoded(http.StatusOK, []object{})
	case len(at) == 3 && at[2] == "commands":
		return d.serveCommands(r)
	case len(at) == 4 && at[0] == "interactions":
		return d.callback(at[1], at[2], r)
	case len(at) >= 3 && at[0] == "webhooks":
		return d.followUp(at[2], r)
	case len(at) > 1 && at[0] == "channels":
		return d.serveChannel(at[1], at[2:], r)
	}
	return refusal(http.StatusNotFound, 0, "404: Not Found")
}

func (d *Discord) serveCommands(r Request) (int, []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r.Method == http.MethodGet {
		return encoded(http.StatusOK, d.listed())
	}
	var list []object
	if err := json.Unmarshal(r.Body, &list); err != nil {
		return refusal(http.StatusBadRequest, 50109, "The request body contains invalid JSON.")
	}
	d.commands = list
	return encoded(http.StatusOK, d.listed())
}

// listed returns the bot's commands as Discord does.
func (d *Discord) listed() []object {
	for _, c := range d.commands {
		fill(c, object{"id": d.ids.next(), "application_id": Application, "version": d.ids.next(), "type": 1, "description": "", "default_member_permissions": nil})
	}
	return append([]object{}, d.commands...)
}

func user(id string) object {
	return object{
		"id": id, "username": "robin", "discriminator": "0", "global_name": "Robin", "avatar": nil, "public_flags": 0, "flags": 0,
		"primary_guild": nil, "clan": nil,
	}
}

func self() object {
	u := user(Self)
	for name, value := range (object{"username": "Lede", "global_name": nil, "bot": true, "email": nil, "verified": true, "mfa_enabled": false, "locale": "en-US"}) {
		u[name] = value
	}
	return u
}
