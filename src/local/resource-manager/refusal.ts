/** Azure Resource Manager's refusal of a request: becomes `{ error: { code, message } }` with the status. */
export class ArmRefusal extends Error {
  override readonly name = 'ArmRefusal';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string) => new ArmRefusal(400, 'BadRequest', message);

export const conflict = (code: string, message: string) => new ArmRefusal(409, code, message);

export const resourceNotFound = (type: string, name: string, group: string) =>
  new ArmRefusal(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found. ` +
      'For more details please go to https://aka.ms/ARMResourceNotFoundFix',
  );

/** What the network resource provider says of a resource below another. */
export const childNotFound = (id: string) => new ArmRefusal(404, 'NotFound', `Resource ${id} not found.`);

export const resourceGroupNotFound = (group: string) =>
  new ArmRefusal(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`);

export const authorizationFailed = (objectId: string, action: string, scope: string) =>
  new ArmRefusal(
    403,
    'AuthorizationFailed',
    `The client '${objectId}' with object id '${objectId}' does not have authorization to perform action '${action}' ` +
      `over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );

export const authenticationFailed = (message: string, tenantId: string) =>
  new ArmRefusal(401, 'AuthenticationFailed', message, {
    'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${tenantId}", error="invalid_token", error_description="${message}"`,
  });

export const methodNotAllowed = (method: string, allowed: readonly string[]) =>
  new ArmRefusal(
    405,
    'MethodNotAllowed',
    `The requested resource does not support http method '${method}'.`,
    { allow: allowed.join(', ') },
  );
