import type { RequestHandler } from 'express';
import type { Gateway } from '../gateway.ts';
import { problemOf, sendProblem } from './problem.ts';

/** Lets requests through that have the credentials that the engine asks for. */
export function authenticated(gateway: Gateway): RequestHandler {
  return (request, response, next) => {
    try {
      gateway.authorize(request.headers.authorization);
    } catch (error) {
      response.setHeader('www-authenticate', 'Basic realm="engine", Bearer');
      sendProblem(response, problemOf(error, gateway));
      return;
    }
    next();
  };
}
