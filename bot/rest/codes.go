package rest

import (
	"errors"
	"net/http"
	"slices"
	"time"
)

// Discord's JSON error codes that the bot acts on.
const (
	CodeUnknownChannel     = 10003
	CodeUnknownGuild       = 10004
	CodeUnknownMessage     = 10008
	CodeUnknownWebhook     = 10015
	CodeUnknownInteraction = 10062
	CodeExplicit           = 20009
	CodeFlagged            = 20026 // the bot, by Discord's filter against spam
	CodeAlreadyPublished   = 40033
	CodeUnverified         = 40002 // the bot's account is locked
	CodeAcknowledged       = 40060
	CodeTagRequired        = 40067
	CodeMissingAccess      = 50001
	CodeNotThisPerson      = 50007
	CodeNoText             = 50008
	CodeMissingPermission  = 50013
	CodeWrongChannel       = 50024
	CodeInvalidForm        = 50035
	CodeThreadArchived     = 50083
	CodeNoCommonServer     = 50278
	CodeReplyUnread        = 160002 // a reply by an author who may not read the history
	CodeThreadLocked       = 160005
	CodeThreadsFull        = 160006
	CodeNewsThreadsFull    = 160007
	CodeAutoMod            = 200000
	CodeAutoModTitle       = 200001
	CodeHarmfulLink        = 240000
)

// passing holds the codes of refusals that pass by themselves, whatever their status: write limits of a channel or server, slow
// mode, direct messages opened too fast, the maximum of active threads, overload, a feature or an application that is
// temporarily unavailable, Cloudflare in between.
var passing = []int{
	20016, 20022, 20028, 20029, 30046, 40003, 40004, 40006, 40062, 40333, 110000, 110001, 130000, CodeThreadsFull, CodeNewsThreadsFull,
}

// moderated holds the codes of refusals of a message's content: another message may be accepted.
var moderated = []int{CodeExplicit, CodeAutoMod, CodeAutoModTitle, CodeHarmfulLink}

// CodeOf returns an error's Discord JSON code, or 0 when it has none.
func CodeOf(err error) int {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return 0
}

// AskedToWait returns how long an error says to wait, 0 when it does not.
func AskedToWait(err error) time.Duration {
	var r *Refusal
	if errors.As(err, &r) {
		return r.After
	}
	return 0
}

// Passes reports whether the refusal passes by itself, so that the same request may succeed later.
func (r *Refusal) Passes() bool { return slices.Contains(passing, r.Code) }

// Moderated reports whether the content of the message is refused.
func (r *Refusal) Moderated() bool { return slices.Contains(moderated, r.Code) }

// OfBot reports whether Discord refuses the bot as a whole: the fault is no channel's or person's, and nothing of theirs ends by it.
func (r *Refusal) OfBot() bool { return r.Code == CodeFlagged || r.Code == CodeUnverified }

// OfAnother reports whether the code is about something that is not part of sending a new message to a channel: an older
// message, a webhook, an interaction. Then the fault is Discord's, and says nothing about the channel.
func (r *Refusal) OfAnother() bool {
	return slices.Contains([]int{CodeUnknownMessage, CodeUnknownWebhook, CodeUnknownInteraction}, r.Code)
}

// ofPlace reports whether the code says that a place does not exist, or that we have no access.
func (r *Refusal) ofPlace() bool {
	return slices.Contains([]int{CodeUnknownChannel, CodeUnknownGuild, CodeUnknownWebhook, CodeUnknownInteraction, CodeMissingAccess, CodeMissingPermission}, r.Code)
}

// ofToken reports whether Discord refuses the bot's token. On a bad day it refuses a good one; that of an interaction has a code.
func (r *Refusal) ofToken() bool {
	return r.Status == http.StatusUnauthorized && r.Code == 0 && !r.Foreign
}

// absent reports whether Discord says that something does not exist. On a bad day it says so about what does exist, and no such
// answer counts against us.
func (r *Refusal) absent() bool { return r.Status == http.StatusNotFound && r.Code != 0 }

// Anonymous reports whether an answer may be from something between the bot and Discord: it is not JSON, or it refuses without
// one of Discord's codes. It proves nothing about the request.
func (r *Refusal) Anonymous() bool {
	itsOwn := r.Status >= 500 || r.Status == http.StatusUnauthorized || r.Status == http.StatusTooManyRequests // it has no code for these
	return r.Foreign || r.Code == 0 && !itsOwn
}
