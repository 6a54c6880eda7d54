// Package definitions makes Discord's list of commands equal to ours, and tells how they differ.
//
// It refuses to write when the lists mean the same, because Discord counts what is written, and to touch the command that opens an
// activity, which is not ours.
package definitions

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"lede/bot/rest"
	"lede/commands/command"
)

// Write makes Discord's list of commands equal to ours, and writes only when they differ. It passes learn the commands with the
// ids that Discord gave them.
func Write(ctx context.Context, c *rest.Client, application string, list []command.Command, learn func([]any)) (changed bool, err error) {
	ours, err := normalized(list)
	if err != nil {
		return false, err
	}
	theirs, kept, err := registered(ctx, c, application, learn)
	if err != nil {
		return false, err
	}
	if same(ours, theirs) {
		return false, nil
	}
	var now json.RawMessage
	if _, err := c.Do(ctx, "PUT", Path(application), append(ours, kept...), &now); err != nil {
		return false, fmt.Errorf("writing Discord's list of commands: %w", err)
	}
	return true, taken(now, ours, learn)
}

// taken passes learn the commands that Discord says it has now, and returns an error when they are not all of ours. An answer that is no
// list says nothing.
func taken(answer []byte, ours []any, learn func([]any)) error {
	var written []any
	if json.Unmarshal(answer, &written) != nil {
		return nil
	}
	learn(written)
	for i := range written {
		written[i] = normal(written[i])
	}
	if missing := difference(ours, written).Missing; len(missing) > 0 {
		return fmt.Errorf("writing Discord's list of commands: its answer lacks %s", strings.Join(missing, ", "))
	}
	return nil
}

// normalized returns our commands in a comparable form.
func normalized(list []command.Command) ([]any, error) {
	ours := make([]any, 0, len(list))
	for _, cmd := range list {
		raw, err := json.Marshal(cmd.Definition)
		if err != nil {
			return nil, fmt.Errorf("writing the definition of %q: %w", cmd.Definition.Name, err)
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return nil, fmt.Errorf("reading the definition of %q: %w", cmd.Definition.Name, err)
		}
		ours = append(ours, normal(v))
	}
	return ours, nil
}

// registered returns the commands that Discord has, in the same form; kept holds those we must leave alone. learn is given all
// of them as Discord has them.
func registered(ctx context.Context, c *rest.Client, application string, learn func([]any)) (theirs, kept []any, err error) {
	if _, err := c.Do(ctx, "GET", Path(application)+"?with_localizations=true", nil, &theirs); err != nil {
		return nil, nil, fmt.Errorf("reading Discord's list of commands: %w", err)
	}
	learn(theirs)
	theirs, kept = entryPoints(theirs)
	for i := range theirs {
		theirs[i] = normal(theirs[i])
	}
	return theirs, kept, nil
}

// Path is the API path of an application's commands.
func Path(application string) string {
	return "/applications/" + url.PathEscape(application) + "/commands"
}

// entryPoints takes out the command that opens an activity. An application may have one; it is not ours, and Discord
// refuses a list without it.
func entryPoints(list []any) (rest, kept []any) {
	const entryPoint = 4.0
	for _, v := range list {
		m, ok := v.(map[string]any)
		if !ok || m["type"] != entryPoint {
			rest = append(rest, v)
			continue
		}
		for _, managed := range []string{"id", "application_id", "version"} {
			delete(m, managed)
		}
		kept = append(kept, m)
	}
	return rest, kept
}

// same compares two lists of normal definitions, in any order. Defaults that Discord adds to a command where we leave them out
// are no difference.
func same(ours, theirs []any) bool {
	byName := map[string]map[string]any{}
	for _, t := range theirs {
		if m, ok := t.(map[string]any); ok {
			byName[key(m)] = m
		}
	}
	if len(byName) != len(ours) {
		return false
	}
	for _, o := range ours {
		m, _ := o.(map[string]any)
		t, ok := byName[key(m)]
		if !ok {
			return false
		}
		for _, optional := range []string{"contexts", "integration_types"} {
			if _, set := m[optional]; !set {
				delete(t, optional)
			}
		}
		if !reflect.DeepEqual(m, t) {
			return false
		}
	}
	return true
}

func key(m map[string]any) string { return fmt.Sprint(m["type"], " ", m["name"]) }

// normal returns a definition without insignificant parts: fields that Discord manages, and Discord's default values. Sets of
// numbers are sorted.
func normal(v any) any {
	m, ok := prune(v).(map[string]any)
	if !ok {
		return v
	}
	for _, managed := range []string{"id", "application_id", "guild_id", "version", "default_permission", "dm_permission", "handler"} {
		delete(m, managed)
	}
	if m["type"] == nil {
		m["type"] = 1.0
	}
	if n, ok := m["default_member_permissions"].(float64); ok {
		m["default_member_permissions"] = strconv.FormatInt(int64(n), 10)
	}
	return m
}

// prune removes null, false, empty text and empty lists at every depth. Zero stays: it may be a limit.
func prune(v any) any {
	switch x := v.(type) {
	case map[string]any:
		for k, e := range x {
			if x[k] = prune(e); x[k] == nil {
				delete(x, k)
			}
		}
		if len(x) == 0 {
			return nil
		}
	case []any:
		numbers := true
		for i, e := range x {
			x[i] = prune(e)
			_, isNumber := x[i].(float64)
			numbers = numbers && isNumber
		}
		if len(x) == 0 {
			return nil
		}
		if numbers {
			slices.SortFunc(x, func(a, b any) int {
				return int(a.(float64) - b.(float64))
			})
		}
	case string:
		if x == "" {
			return nil
		}
	case bool:
		if !x {
			return nil
		}
	}
	return v
}
