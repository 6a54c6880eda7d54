package contract

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

type object = map[string]any

// exchange is one request of a bot with its answer.
type exchange struct {
	method, path, query string
	body                any // decoded JSON; nil if there is none
	status              int
	answer              []byte
}

// decode reads the body. Text that was cut inside a character shows as U+FFFD, raw or escaped.
func (x *exchange) decode(request []byte) ([]string, error) {
	if len(request) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(request, &x.body); err != nil {
		return nil, fmt.Errorf("the request is no JSON: %w", err)
	}
	var wrong []string
	if s := string(request); strings.ContainsRune(s, '\uFFFD') || strings.Contains(s, `\ufffd`) {
		wrong = append(wrong, "the request holds U+FFFD, which stands for bytes that were lost")
	}
	return wrong, nil
}

var (
	versioned   = regexp.MustCompile(`^(/api)?(/v\d+)?`)
	numbers     = regexp.MustCompile(`/\d+`)
	callbackRun = regexp.MustCompile(`^/interactions/[^/]+/[^/]+/callback$`)
	webhookRun  = regexp.MustCompile(`^/webhooks/[^/]+/[^/]+(/messages/[^/]+)?$`)
	messageRun  = regexp.MustCompile(`^/channels/[^/]+/messages(/[^/]+)?$`)
	threadRun   = regexp.MustCompile(`^/channels/[^/]+(/messages/[^/]+)?/threads$`)
	commandRun  = regexp.MustCompile(`^/applications/[^/]+(/guilds/[^/]+)?/commands(/[^/]+)?$`)
)

func withoutVersion(path string) string { return versioned.ReplaceAllString(path, "") }

// shapeOf names an operation without a description.
func shapeOf(path string) string { return numbers.ReplaceAllString(path, "/{id}") }

// callback returns the type of the first answer to an interaction, 0 if it is none.
func (x *exchange) callback() int {
	o, _ := x.body.(object)
	if !callbackRun.MatchString(x.path) {
		return 0
	}
	return intOf(o, "type")
}

func textOf(o object, field string) string {
	s, _ := o[field].(string)
	return s
}

func intOf(o object, field string) int {
	f, _ := o[field].(float64)
	return int(f)
}

func thingOf(o object, field string) object {
	v, _ := o[field].(object)
	return v
}

// thingsOf returns the objects of a field. Values of other types are left to the description.
func thingsOf(o object, field string) []object {
	list, _ := o[field].([]any)
	out := make([]object, len(list))
	for i, v := range list {
		out[i], _ = v.(object)
	}
	return out
}
