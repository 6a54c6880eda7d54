package playground

import (
	"fmt"
	"slices"
)

// Role is what several people can be mentioned by.
type Role struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Color int    `json:"color,omitempty"`
}

// role is the role of this id where the place is, nil when there is none. Everybody has the one that has the guild's id.
func (p place) role(id string) *Role {
	if p.guild == nil {
		return nil
	}
	if id == p.guild.ID {
		return &Role{ID: id, Name: "@everyone"}
	}
	if i := slices.IndexFunc(p.guild.Roles, func(r Role) bool { return r.ID == id }); i >= 0 {
		return &p.guild.Roles[i]
	}
	return nil
}

// rolesOf lists the ids of a person's roles in a guild. @everyone is not among them.
func (g *Guild) rolesOf(p *Profile) []any {
	ids := []any{}
	for _, r := range g.Roles {
		if slices.Contains(p.Roles, r.Name) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// roleObjects lists the roles of a guild, lowest first.
func (g *Guild) roleObjects() []any {
	out := []any{roleObject(Role{ID: g.ID, Name: "@everyone"}, 0)}
	for i, r := range g.Roles {
		out = append(out, roleObject(r, i+1))
	}
	return out
}

// roleObject is a role as Discord gives it. All but @everyone can be mentioned, by a bot as well.
func roleObject(r Role, position int) object {
	return object{
		"id": r.ID, "name": r.Name, "permissions": bits(everyones), "position": position, "color": r.Color, "hoist": false, "managed": false,
		"mentionable": position > 0, "colors": object{"primary_color": r.Color, "secondary_color": nil, "tertiary_color": nil},
		"icon": nil, "unicode_emoji": nil, "flags": 0,
	}
}

func (s *Server) resolveRole(r resolution, id string, at place) error {
	if at.role(id) == nil {
		return fmt.Errorf("there is no role with the id %q here", id)
	}
	for _, o := range objects(at.guild.roleObjects()) {
		if o["id"] == id {
			r.put("roles", id, o)
		}
	}
	return nil
}

// resolveMentionable takes a person or a role.
func (s *Server) resolveMentionable(r resolution, id string, at place) error {
	if at.role(id) != nil {
		return s.resolveRole(r, id, at)
	}
	return s.resolveUser(r, id, at)
}
