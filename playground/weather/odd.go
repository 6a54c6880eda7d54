package weather

import (
	"errors"
	"net/http"
	"strconv"

	"lede/playground/rules"
)

// pages holds the answers of something between the bot and Discord. Requests answered by it are not carried out.
var pages = map[string]Answer{
	"401 page": {Status: http.StatusUnauthorized, Body: "<html><title>407 Log in to the proxy</title></html>\n"},
	"500 page": {Status: http.StatusInternalServerError, Body: "<html><title>500 Internal Server Error</title></html>\n"},
	"502 date": {Status: http.StatusBadGateway, Header: http.Header{"Date": {"Fri, 01 Jan 2100 00:00:00 GMT"}}, Body: "<html><title>502 Bad Gateway</title></html>\n"},
	"200 half": {Status: http.StatusOK, Body: `{"id": "1`},
	"408":      {Status: http.StatusRequestTimeout, Body: "<html><title>408 Request Time-out</title></html>\n"},
	"403 bare": {Status: http.StatusForbidden, Body: ""},
	"403 page": {Status: http.StatusForbidden, Body: "<html><title>403 Forbidden</title></html>\n"},
	"404 page": {Status: http.StatusNotFound, Body: "<html><title>404 Not Found</title></html>\n"},
	"200 page": {Status: http.StatusOK, Body: "<html><title>Sign in</title></html>\n"},
}

// coded maps kinds of weather, named by a Discord error code, to refusals with that code.
var coded = map[string]rules.Refusal{
	"0":      {Status: http.StatusForbidden, Message: "403: Forbidden"},
	"10003":  {Status: http.StatusNotFound, Message: "Unknown Channel"},
	"10008":  {Status: http.StatusNotFound, Message: "Unknown Message"},
	"10015":  {Status: http.StatusNotFound, Message: "Unknown Webhook"},
	"10062":  {Status: http.StatusNotFound, Message: "Unknown interaction"},
	"40003":  {Status: http.StatusForbidden, Message: "You are opening direct messages too fast"},
	"40060":  {Status: http.StatusBadRequest, Message: "Interaction has already been acknowledged."},
	"50027":  {Status: http.StatusUnauthorized, Message: "Invalid Webhook Token"},
	"50007":  {Status: http.StatusForbidden, Message: "Cannot send messages to this user"},
	"50083":  {Status: http.StatusBadRequest, Message: "Thread is archived"},
	"110001": {Status: http.StatusForbidden, Message: "Application not yet available. Try again later"},
	"160006": {Status: http.StatusBadRequest, Message: "Maximum number of active threads reached"},
	"200000": {Status: http.StatusBadRequest, Message: "Message was blocked by automatic moderation"},
}

var oddKinds = []named{
	{"408", "a proxy gave up (408)"}, {"403 bare", "forbidden without a word (403)"}, {"403 page", "a proxy forbids (403)"},
	{"0", "forbidden without a code of Discord's (403)"}, {"401 page", "a proxy wants a log-in (401)"}, {"500 page", "a page in place of a fault (500)"},
	{"502 date", "a proxy with a clock of its own (502)"}, {"200 half", "the status 200, and half an answer"},
	{"404 page", "a proxy finds nothing (404)"}, {"200 page", "a page with the status 200"},
	{"10003", "unknown channel (10003)"}, {"10008", "unknown message (10008)"}, {"10015", "unknown webhook (10015)"},
	{"10062", "unknown interaction (10062)"}, {"40060", "already answered (40060)"}, {"40003", "direct messages opened too fast (40003)"}, {"50007", "takes no direct messages (50007)"},
	{"50027", "the token of an answer has run out (50027)"}, {"50083", "thread is archived (50083)"}, {"110001", "application not yet available (110001)"},
	{"160006", "too many open threads (160006)"}, {"200000", "blocked by AutoMod (200000)"},
}

// odd returns the answer of a kind of odd weather, nil for any other kind.
func odd(kind string) *Answer {
	if page, ok := pages[kind]; ok {
		page.Why = errors.New(strconv.Itoa(page.Status) + " in Discord's place")
		return &page
	}
	if no, ok := coded[kind]; ok {
		no.Code, _ = strconv.Atoi(kind)
		return refused(&no)
	}
	return nil
}
