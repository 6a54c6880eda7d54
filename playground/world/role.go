package world

import (
	"slices"

	"lede/playground/wire"
)

// Role is a group of people who can be mentioned together.
type Role struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Color int    `json:"color,omitempty"`
}

// Role returns the role with this id in the place's guild, nil if there is none. Everybody has the one with the guild's id.
func (p Place) Role(id string) *Role {
	if p.Guild == nil {
		return nil
	}
	if id == p.Guild.ID {
		return &Role{ID: id, Name: "@everyone"}
	}
	if i := slices.IndexFunc(p.Guild.Roles, func(r Role) bool { return r.ID == id }); i >= 0 {
		return &p.Guild.Roles[i]
	}
	return nil
}

// rolesOf lists the ids of a person's roles in a guild, without @everyone.
func (g *Guild) rolesOf(p *Profile) []any {
	ids := []any{}
	for _, r := range g.Roles {
		if slices.Contains(p.Roles, r.Name) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// RoleObjects lists the roles of a guild, lowest first.
func (g *Guild) RoleObjects() []any {
	out := []any{roleObject(Role{ID: g.ID, Name: "@everyone"}, 0)}
	for i, r := range g.Roles {
		out = append(out, roleObject(r, i+1))
	}
	return out
}

// roleObject returns a role as Discord does. All but @everyone can be mentioned, by a bot as well.
func roleObject(r Role, position int) wire.Object {
	return wire.Object{
		"id": r.ID, "name": r.Name, "permissions": FormatPermissions(MemberPermissions), "position": position, "color": r.Color, "hoist": false, "managed": false,
		"mentionable": position > 0, "colors": wire.Object{"primary_color": r.Color, "secondary_color": nil, "tertiary_color": nil},
		"icon": nil, "unicode_emoji": nil, "flags": 0,
	}
}
