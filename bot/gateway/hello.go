package gateway

import (
	"context"
	"errors"
	"net/http"
	"time"

	"lede/bot/rest"

	"github.com/gorilla/websocket"
)

// Hello opens the gateway at a URL that Discord gave and waits for its greeting. No session is begun, so none is used
// up. Its errors are those of rest: a *rest.Refusal of status 200 means that something other than Discord answers.
func Hello(ctx context.Context, at string) error {
	notDiscord := &rest.Refusal{Status: http.StatusOK}
	address, err := connectAddress(at)
	if err != nil {
		return notDiscord
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: rest.DefaultTiming().Request}
	conn, resp, err := dialer.DialContext(ctx, address, nil)
	if errors.Is(err, websocket.ErrBadHandshake) && resp != nil {
		return &rest.Refusal{Status: resp.StatusCode}
	}
	if err != nil {
		return &rest.Silence{Err: err}
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	var greeting struct {
		Op int `json:"op"`
	}
	if err := conn.ReadJSON(&greeting); err != nil {
		return &rest.Silence{Written: true, Err: err}
	}
	if greeting.Op != opHello {
		return notDiscord
	}
	goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = conn.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second)) // whether it arrives does not matter
	return nil
}
