import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { queryOptions } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";

type Schemas = components["schemas"];
export type ApiToken = Schemas["ApiToken"];
export type Passkey = Schemas["Passkey"];
export type SecondFactorSetup = Schemas["SecondFactorSetup"];

export const secondFactorQuery = queryOptions({
  queryKey: ["account", "second-factor"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/account/second-factor", { signal })),
});

export const passkeysQuery = queryOptions({
  queryKey: ["account", "passkeys"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/account/passkeys", { signal })),
});

export const apiTokensQuery = queryOptions({
  queryKey: ["account", "tokens"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/account/tokens", { signal })),
});

export function setUpSecondFactor() {
  return unwrap(client.POST("/api/account/second-factor/setup"));
}

export function activateSecondFactor(body: Schemas["SecondFactorCode"]) {
  return unwrap(client.POST("/api/account/second-factor", { body }));
}

export function renewRecoveryCodes() {
  return unwrap(client.POST("/api/account/second-factor/recovery-codes"));
}

export function removeSecondFactor() {
  return unwrap(client.DELETE("/api/account/second-factor"));
}

/** Makes a passkey on a device that the user chooses in the dialog of the browser. */
export async function addPasskey(name: string) {
  const { startRegistration } = await import("@simplewebauthn/browser");
  const { options } = await unwrap(client.POST("/api/account/passkeys/options"));
  const credential = await startRegistration({
    optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON,
  });
  return unwrap(client.POST("/api/account/passkeys", { body: { name, credential: { ...credential } } }));
}

export function renamePasskey({ id }: Passkey, body: Schemas["PasskeyUpdate"]) {
  return unwrap(
    client.PATCH("/api/account/passkeys/{passkey_id}", { params: { path: { passkey_id: id } }, body }),
  );
}

export function removePasskey({ id }: Passkey) {
  return unwrap(
    client.DELETE("/api/account/passkeys/{passkey_id}", { params: { path: { passkey_id: id } } }),
  );
}

export function createApiToken(body: Schemas["ApiTokenCreation"]) {
  return unwrap(client.POST("/api/account/tokens", { body }));
}

export function deleteApiToken({ id }: ApiToken) {
  return unwrap(client.DELETE("/api/account/tokens/{token_id}", { params: { path: { token_id: id } } }));
}
